import { withIdTokenHint } from './authorization-request';

/** What an app tells the server when a person signs out. */
export interface EndSessionRequest {
  readonly clientId: string;
  readonly postLogoutRedirectUri: string;
  readonly state: string;
  /** May have expired. Left out where it does not fit into the URL. */
  readonly idTokenHint?: string;
}

/**
 * The URL of an RP-initiated logout request; the endpoint's own query parameters are kept.
 *
 * @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout
 */
export function buildEndSessionUrl(endSessionEndpoint: string, request: EndSessionRequest): string {
  const url = new URL(endSessionEndpoint);
  url.searchParams.set('client_id', request.clientId);
  url.searchParams.set('post_logout_redirect_uri', request.postLogoutRedirectUri);
  url.searchParams.set('state', request.state);
  return withIdTokenHint(url, request.idTokenHint);
}
