import { demand, shownUrl } from './demand';
import { isSecureUrl } from './secure-url';

/**
 * What the authorization server answers with: who the person is (`id_token`), access for the app (`token`), both, or a
 * `code` that the app redeems for them. A bare `token` is authorization, never authentication: no identity may be
 * derived from it.
 * @see OpenID Connect Core 1.0, sections 3.1.2.1 and 3.2.2.1; RFC 6749, sections 3.1.1 and 10.16
 */
export type AuthResponseType = 'code' | 'id_token token' | 'id_token' | 'token';

/** Whether a request leads to an id_token. A code does where the scope holds `openid`. */
export function asksForIdToken({ responseType, scope }: Pick<AuthorizationRequest, 'responseType' | 'scope'>): boolean {
  return responseType === 'code' ? holdsOpenid(scope) : responseType.includes('id_token');
}

function holdsOpenid(scope: string): boolean {
  return scope.split(' ').includes('openid');
}

/** A page that the authorization server can be made to show. */
export type InteractivePrompt = 'login' | 'consent' | 'select_account';

/**
 * Which pages the authorization server has to show: `none` at all, or some of the others.
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 */
export type Prompt = 'none' | InteractivePrompt | `${InteractivePrompt} ${InteractivePrompt}`;

/**
 * One authorization request, before it is written as a URL.
 * @see RFC 6749, sections 4.1.1 and 4.2.1; RFC 7636, section 4.3; OpenID Connect Core 1.0, section 3.2.2.1
 */
export interface AuthorizationRequest {
  readonly clientId: string;
  /** Absolute, without a fragment; sent exactly as it stands here. */
  readonly redirectUri: string;
  readonly responseType: AuthResponseType;
  /** Space-delimited; holds `openid` whenever an id_token is asked for. */
  readonly scope: string;
  /** Unguessable and used once; see `randomValue`. */
  readonly state: string;
  /** Unguessable and used once; required whenever an id_token is asked for. */
  readonly nonce?: string;
  /** The challenge by the method `S256`; required whenever a code is asked for. */
  readonly codeChallenge?: string;
  /** The hash of the key that the code, and the tokens after it, are bound to (RFC 9449, section 10). */
  readonly dpopThumbprint?: string | undefined;
  readonly prompt?: Prompt;
  /** At most how many seconds ago the person may have authenticated. Default: the server decides. */
  readonly maxAgeSeconds?: number;
  /** The acceptable authentication context classes, space-delimited, the preferred one first. */
  readonly acrValues?: string;
  /** Who is expected to sign in, such as an e-mail address. */
  readonly loginHint?: string;
  /** The id_token of the person who is expected to sign in; may have expired. Left out where it does not fit. */
  readonly idTokenHint?: string;
  /**
   * `web_message`, for a server that posts its answer to the window around a frame. Default: a code in the query, tokens
   * in the fragment.
   */
  readonly responseMode?: 'query' | 'fragment' | 'web_message';
  /** Further parameters that this server understands, such as `audience` or `ui_locales`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const INVALID = 'request_invalid';
/** Servers and proxies refuse longer URLs, and the person would be stranded at their error. */
const MAX_URL_CHARACTERS = 2000;

/**
 * Writes an authorization request as the URL to send the person to.
 * @throws AuthError `request_invalid` when the request would break the protocol
 * @see RFC 6749, sections 3.1, 3.1.2 and 4.2.1; OpenID Connect Core 1.0, section 3.1.2.1
 * @example
 * ```ts
 * const url = buildAuthorizationUrl('https://id.example.com/authorize', {
 *   clientId: 'timesheets-spa', redirectUri: 'https://app.example.com/auth/callback', responseType: 'id_token token',
 *   scope: 'openid profile', state: randomValue(randomBytes), nonce: randomValue(randomBytes),
 * });
 * ```
 */
export function buildAuthorizationUrl(authorizationEndpoint: string, request: AuthorizationRequest): string {
  const {
    redirectUri,
    responseType,
    scope,
    state,
    nonce,
    codeChallenge,
    prompt,
    maxAgeSeconds,
    parameters = {},
  } = request;
  const usable = (url: string) => isSecureUrl(url) && !url.includes('#');

  demand(
    usable(authorizationEndpoint),
    INVALID,
    `The authorization endpoint is ${shownUrl(authorizationEndpoint)}. It has to be an https URL without a fragment: correct it at the ` +
      'server, or in server.authorizationEndpoint.',
  );
  demand(
    usable(redirectUri),
    INVALID,
    `The redirect URI is ${shownUrl(redirectUri)}. Write an https URL (or http://localhost) without a fragment.`,
  );
  demand(request.clientId, INVALID, 'client_id is missing. Configure the one that the server knows this app by.');
  demand(
    /^(code|id_token token|token id_token|id_token|token)$/.test(responseType),
    INVALID,
    "responseType is not one of 'code', 'id_token token', 'id_token' and 'token'. Write one of these.",
  );
  demand(
    /^([!#-[\]-~]+( (?!$)|$))*$/.test(scope),
    INVALID,
    'scope must be a list of words with one space between them.',
  );
  demand(/^[ -~]+$/.test(state), INVALID, 'state is missing or not printable ASCII. Make one with randomValue().');
  demand(codeChallenge || responseType !== 'code', INVALID, 'A code needs a code_challenge. Make one with sha256().');
  if (asksForIdToken(request)) {
    demand(nonce, INVALID, 'An id_token needs a nonce. Make one with randomValue().');
    demand(holdsOpenid(scope), INVALID, "An id_token needs 'openid' in the scope. Add it.");
  }
  demand(
    prompt === 'none' || !prompt?.split(' ').includes('none'),
    INVALID,
    "prompt 'none' cannot be mixed with another one.",
  );
  demand(
    maxAgeSeconds === undefined || (Number.isSafeInteger(maxAgeSeconds) && maxAgeSeconds >= 0),
    INVALID,
    'maxAgeSeconds is no whole number of seconds. Write such a one, 0 or more.',
  );
  // The answer is checked against the options. What `claims` asks for would go unchecked.
  demand(
    !/"(acr|auth_time)"/.test(parameters['claims'] ?? ''),
    INVALID,
    'Ask for acr and auth_time by acrValues and maxAgeSeconds instead of the claims parameter.',
  );

  const own: Readonly<Record<string, string | number | undefined>> = {
    client_id: request.clientId,
    redirect_uri: redirectUri,
    response_type: responseType,
    scope,
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: codeChallenge && 'S256',
    dpop_jkt: request.dpopThumbprint,
    prompt,
    max_age: maxAgeSeconds,
    acr_values: request.acrValues,
    login_hint: request.loginHint,
    // Added below, where it fits.
    id_token_hint: '',
    response_mode: request.responseMode,
    // Never sent: a request object would override everything above.
    request: '',
    request_uri: '',
  };
  const url = new URL(authorizationEndpoint);
  const query = new URLSearchParams();
  for (const name of url.searchParams.keys())
    demand(!Object.hasOwn(own, name) && !Object.hasOwn(parameters, name), INVALID, taken(name));
  // Some servers send a bare token in the query unless the request names the default, the fragment.
  const isDefault = (name: string) => name === 'response_mode' && parameters[name] === 'fragment';
  for (const name of Object.keys(parameters))
    demand(!Object.hasOwn(own, name) || isDefault(name), INVALID, taken(name));
  for (const [name, value] of [...Object.entries(own), ...Object.entries(parameters)])
    if (value || value === 0) query.set(name, `${value}`);
  url.search += `${url.search ? '&' : '?'}${query}`;
  return withIdTokenHint(url, request.idTokenHint);
}

/** Adds an id_token to a URL that has a query, as `id_token_hint`, if the URL does not get longer than 2,000 characters. */
export function withIdTokenHint({ href }: URL, idToken: string | null | undefined): string {
  const whole = `${href}&id_token_hint=${encodeURIComponent(idToken ?? '')}`;
  return idToken && whole.length <= MAX_URL_CHARACTERS ? whole : href;
}

function taken(name: string): string {
  return (
    `The parameter ${name} may be given once, and not where it overrides the library's own. Remove it from \`parameters\`, ` +
    'or from the URL of the authorization endpoint.'
  );
}
