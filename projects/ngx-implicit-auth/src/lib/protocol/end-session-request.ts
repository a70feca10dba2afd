import { withIdTokenHint } from './authorization-request';
import { demand, shownUrl } from './demand';
import { isSecureUrl } from './secure-url';

/** What an app tells the server when a person signs out. */
export interface EndSessionRequest {
  readonly clientId: string;
  /** Absolute, without a fragment. */
  readonly postLogoutRedirectUri: string;
  /** The parameter that holds it. */
  readonly postLogoutRedirectParameter: string;
  readonly state: string;
  /** May have expired. Left out where it does not fit into the URL. */
  readonly idTokenHint?: string | undefined;
  /** Further parameters that this server understands, such as `ui_locales`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the specification calls the parameter for the page to come back to. */
export const POST_LOGOUT_REDIRECT_URI = 'post_logout_redirect_uri';

/** The parameters of the specification that the library fills in. No parameter of an app takes their place. */
const OWN = ['id_token_hint', 'client_id', POST_LOGOUT_REDIRECT_URI, 'state'];

/** Whether the library fills a parameter in, or the app may. */
export function isOwnOfEndSession(name: string): boolean {
  return OWN.includes(name);
}

/**
 * The URL of an RP-initiated logout request; the endpoint's own query parameters are kept.
 *
 * @throws AuthError `request_invalid` when the request would break the protocol
 * @see https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout
 */
export function buildEndSessionUrl(endSessionEndpoint: string, request: EndSessionRequest): string {
  const { postLogoutRedirectUri, postLogoutRedirectParameter, parameters } = request;
  demand(
    isSecureUrl(postLogoutRedirectUri) && !postLogoutRedirectUri.includes('#'),
    'request_invalid',
    `The page to come back to after the sign-out is ${shownUrl(postLogoutRedirectUri)}. Write an https URL (or ` +
      "http://localhost), or a path relative to the app's base, without a fragment.",
  );
  const url = new URL(endSessionEndpoint);
  for (const name of Object.keys(parameters)) {
    demand(
      !isOwnOfEndSession(name) && name !== postLogoutRedirectParameter && !url.searchParams.has(name),
      'request_invalid',
      `The parameter ${name} of a sign-out may be given once, and not where it overrides the library's own. Remove it ` +
        'from the parameters of the sign-out, or from the URL of the end-session endpoint.',
    );
  }
  const own = {
    client_id: request.clientId,
    [postLogoutRedirectParameter]: postLogoutRedirectUri,
    state: request.state,
  };
  for (const [name, value] of Object.entries({ ...own, ...parameters })) if (value) url.searchParams.set(name, value);
  return withIdTokenHint(url, request.idTokenHint);
}
