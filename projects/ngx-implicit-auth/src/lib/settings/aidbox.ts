import type { AuthConfig } from './auth-config';
import { serverUrl } from './server-url';

/** What an Aidbox calls this app, and where it is. */
export interface AidboxOptions {
  /** Such as `https://example.aidbox.app`. */
  readonly baseUrl: string;
  readonly clientId: string;
}

/**
 * The configuration for Aidbox, to be completed: its endpoints, an opaque access token without a lifetime, and the app's root as redirect URI.
 *
 * A bare `token` tells nobody's identity: add `withUserInfo()`, or ask for `responseType: 'id_token token'` if the client may have one.
 *
 * @example
 * ```ts
 * provideAuth({
 *   ...aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'timesheets-spa' }),
 *   resourceServers: ['https://example.aidbox.app'],
 * }, withUserInfo())
 * ```
 */
export function aidbox({ baseUrl, clientId }: AidboxOptions): AuthConfig {
  const issuer = serverUrl(baseUrl);
  return {
    issuer,
    clientId,
    redirectUri: '',
    responseType: 'token',
    server: {
      authorizationEndpoint: `${issuer}/oauth2/authorize`,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      userInfoEndpoint: `${issuer}/auth/userinfo`,
    },
  };
}
