import type { AuthConfig } from './auth-config';
import { serverUrl } from './server-url';

/** What Keycloak calls this app, and where it is. */
export interface KeycloakOptions {
  /** Such as `https://id.example.com`; before version 17 with `/auth` at the end. */
  readonly url: string;
  readonly realm: string;
  /** A client with "Implicit flow" switched on. */
  readonly clientId: string;
}

/**
 * The configuration for Keycloak, to be completed.
 *
 * @example
 * ```ts
 * provideAuth({
 *   ...keycloak({ url: 'https://id.example.com', realm: 'example', clientId: 'timesheets-spa' }),
 *   resourceServers: ['https://api.example.com'],
 * })
 * ```
 */
export function keycloak({ url, realm, clientId }: KeycloakOptions): AuthConfig {
  return { issuer: `${serverUrl(url)}/realms/${encodeURIComponent(realm)}`, clientId, scope: 'openid profile email' };
}
