/**
 * What the authorization server is asked for: who the person is (`id_token`), access for the app (`token`), or both.
 * A bare `token` is authorization, never authentication: no identity may be derived from it.
 * @see OpenID Connect Core 1.0, section 3.2.2.1; RFC 6749, sections 3.1.1 and 10.16
 */
export type ResponseType = 'id_token token' | 'id_token' | 'token';

/** Whether an id_token is part of the response, in whatever order the words stand. */
export function asksForIdToken(responseType: ResponseType): boolean {
  return responseType.includes('id_token');
}
