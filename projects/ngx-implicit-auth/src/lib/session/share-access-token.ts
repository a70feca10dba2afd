/**
 * Fetches the access token of a resource server, unless another tab does so now: then its result is taken over.
 *
 * @param key - tells what the token is for
 * @param heldByNow - the token, if this tab has heard of it by then
 */
export type ShareAccessToken = (
  key: string,
  heldByNow: () => string | null,
  fetch: () => Promise<string>,
) => Promise<string>;
