import type { AuthConfig } from './auth-config';

/** Where an Aidbox is, and what it calls this app. */
export interface AidboxOptions {
  /** The URL of the Aidbox, such as `https://example.aidbox.app`. */
  readonly baseUrl: string;
  /** The `id` of the app's Client resource. */
  readonly clientId: string;
}

/**
 * The configuration for Aidbox, to be completed: its endpoints, a bare `token` as response type, and the app's root as
 * redirect URI.
 *
 * A bare `token` tells nobody's identity: add `withUserInfo()`, or write `responseType: 'id_token token'` if the client
 * may have an id_token, or `responseType: 'code'` if it may have a code. The access token is opaque and comes without a
 * lifetime: set `accessTokenLifetimeSeconds`.
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
      tokenEndpoint: `${issuer}/auth/token`,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      userInfoEndpoint: `${issuer}/auth/userinfo`,
    },
  };
}

/** What Auth0 calls this app and the API. */
export interface Auth0Options {
  /** The tenant's domain, or a custom one, such as `example.eu.auth0.com`. */
  readonly domain: string;
  /** The client ID of the app's Single Page Application. */
  readonly clientId: string;
  /** The identifier of the API that the access token is for; by default the token is for the userinfo endpoint. */
  readonly audience?: string;
}

/**
 * The configuration for Auth0, to be completed. docs/servers/auth0.md tells of its answers, its logout and further
 * APIs.
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

/** Where Keycloak is, and what it calls this app. */
export interface KeycloakOptions {
  /** The URL of Keycloak, such as `https://id.example.com`; before version 17 with `/auth` at the end. */
  readonly url: string;
  /** The realm that the client is in. */
  readonly realm: string;
  /** The ID of a client with "Implicit flow" switched on. */
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

/** What Google calls this app, and whose accounts it is for. */
export interface GoogleOptions {
  /** The client ID of the app's web application, which ends in `.apps.googleusercontent.com`. */
  readonly clientId: string;
  /** The domain of the organisation whose accounts Google offers, such as `example.com`; all accounts by default. */
  readonly hostedDomain?: string;
}

/**
 * The configuration for Google, to be completed. No `id_token_hint` goes along, as Google's documentation has none.
 *
 * `hostedDomain` only chooses what Google offers: have a guard look at the claim `hd`. docs/servers/google.md tells of
 * renewal, sign-out and revocation.
 *
 * @see https://developers.google.com/identity/protocols/oauth2/javascript-implicit-flow
 * @example
 * ```ts
 * provideAuth({
 *   ...google({ clientId: '1234-abcd.apps.googleusercontent.com', hostedDomain: 'example.com' }),
 *   resourceServers: ['https://www.googleapis.com/calendar/v3'],
 * }, withSilentRenewal({ strategy: 'navigation' }))
 * ```
 */
export function google({ clientId, hostedDomain }: GoogleOptions): AuthConfig {
  return {
    issuer: 'https://accounts.google.com',
    clientId,
    scope: 'openid profile email',
    sendIdTokenHint: false,
    parameters: hostedDomain === undefined ? {} : { hd: hostedDomain },
  };
}

/** The https URL of a host. A URL stays as it is, but without a slash at its end. */
function serverUrl(hostOrUrl: string): string {
  return (hostOrUrl.includes('://') ? hostOrUrl : `https://${hostOrUrl}`).replace(/\/$/, '');
}
