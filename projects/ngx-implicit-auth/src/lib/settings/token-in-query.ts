import type { AuthConfig, dangerouslyAcceptMissingState } from './auth-config';

/** Where a server that answers in the query is, and how its answer reads. */
export interface TokenInQueryOptions {
  /** Where the person is sent to sign in, such as `https://login.example.com/oauth`. */
  readonly authorizationEndpoint: string;
  /** The identifier that the server gave this app. */
  readonly clientId: string;
  /** The parameter that holds the access token; `token` by default. */
  readonly accessTokenParameter?: string;
  /** The parameter that holds the token's lifetime in seconds; `expires_in` by default. */
  readonly expiresIn?: string;
  /** The parameter that holds what was granted; `scope` by default. */
  readonly grantedScope?: string;
  /** Where the server tells claims about the person; needed by `withUserInfo()`. */
  readonly userInfoEndpoint?: string;
  /**
   * `dangerouslyAcceptMissingState`, for a server that cannot echo `state`; by default, an answer without it is
   * refused.
   */
  readonly state?: typeof dangerouslyAcceptMissingState;
}

/**
 * The configuration, to be completed, for a server that sends the token in the query, as in
 * `/oauth/callback?token=xxx`.
 *
 * Servers, proxies and histories keep queries, and the tokens in them: have the server answer in the fragment if there
 * is any way to. Dev mode says so in the console.
 *
 * @example
 * ```ts
 * provideAuth({
 *   ...tokenInQuery({ authorizationEndpoint: 'https://login.example.com/oauth', clientId: 'timesheets-spa' }),
 *   scope: 'email',
 *   redirectUri: 'oauth/callback',
 *   resourceServers: ['https://api.example.com'],
 * })
 * ```
 */
export function tokenInQuery({
  authorizationEndpoint,
  clientId,
  accessTokenParameter = 'token',
  expiresIn,
  grantedScope,
  userInfoEndpoint,
  state,
}: TokenInQueryOptions): AuthConfig {
  return {
    issuer: originOf(authorizationEndpoint),
    clientId,
    responseType: 'token',
    server: { authorizationEndpoint, userInfoEndpoint },
    queryResponse: { accessTokenParameter, expiresIn, scope: grantedScope, state },
  };
}

/** What is no URL stays as it is, and is refused with the other settings. */
function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
}
