import type { AuthConfig } from './auth-config';
import { serverUrl } from './server-url';

/** What Auth0 calls this app and the API. */
export interface Auth0Options {
  /** The tenant's domain, or a custom one, such as `example.eu.auth0.com`. */
  readonly domain: string;
  readonly clientId: string;
  /** The identifier of the API that the access token is for; by default the token is for the userinfo endpoint. */
  readonly audience?: string;
}

/**
 * The configuration for Auth0, to be completed: its answers, its logout and further APIs are told in docs/servers/auth0.md.
 *
 * @see https://auth0.com/docs/get-started/authentication-and-authorization-flow/implicit-flow-with-form-post
 * @example
 * ```ts
 * provideAuth({
 *   ...auth0({ domain: 'example.eu.auth0.com', clientId: 'timesheets-spa', audience: 'https://api.example.com/' }),
 *   resourceServers: ['https://api.example.com'],
 * })
 * ```
 */
export function auth0({ domain, clientId, audience }: Auth0Options): AuthConfig {
  return {
    issuer: `${serverUrl(domain)}/`,
    clientId,
    scope: 'openid profile email',
    parameters: audience === undefined ? {} : { audience },
  };
}
