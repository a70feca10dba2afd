import type { ResponseType } from '../protocol/response-type';
import type { ServerMetadata } from '../protocol/server-metadata';

/**
 * What an app says about its authorization server, itself, and the APIs it calls.
 *
 * @example
 * ```ts
 * const config: AuthConfig = {
 *   issuer: 'https://id.example.com',
 *   clientId: 'timesheets-spa',
 *   redirectUri: 'auth/callback',
 *   scope: 'openid profile read:timesheets',
 *   resourceServers: ['https://api.example.com/timesheets'],
 * };
 * ```
 */
export interface AuthConfig {
  /** The server's issuer identifier, exactly as its metadata and id_tokens spell it. https, or http on a loopback host. */
  readonly issuer: string;
  /** The identifier that the server gave this app. */
  readonly clientId: string;
  /**
   * Where the server sends the person back to: absolute, or relative to the app's base; `auth/callback` by default. No fragment;
   * with hash routing, the app's root (`''`).
   */
  readonly redirectUri?: string;
  /** Where the server sends the person back to after a sign-out; the app's root (`''`) by default. */
  readonly postLogoutRedirectUri?: string;
  /** `id_token token` by default. A bare `token` authorizes, but tells nobody's identity. */
  readonly responseType?: ResponseType;
  /** Space-delimited; `openid` by default. Must hold `openid` when an id_token is asked for. */
  readonly scope?: string;
  /**
   * The URLs that get the access token, each with everything below it; absolute, or relative to the app's base. None by default:
   * a token goes nowhere unasked.
   */
  readonly resourceServers?: readonly string[];
  /** The server's endpoints and keys by hand, for a server without discovery. */
  readonly server?: Omit<ServerMetadata, 'issuer'>;
  /** Further parameters of every authorization request, such as Auth0's `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Audiences that an id_token may name beside this app; none by default. */
  readonly trustedAudiences?: readonly string[];
  /** By how many seconds this device's clock and the server's may differ; 60 by default, 300 at most. */
  readonly clockSkewSeconds?: number;
  /** For how many seconds an access token counts as valid when the server does not say; 3600 by default. */
  readonly accessTokenLifetimeSeconds?: number;
  /** How many seconds a person may take to sign in at the server; 1800 by default. */
  readonly signInLifetimeSeconds?: number;
}
