import type { ResponseType } from '../protocol/response-type';
import type { ServerMetadata } from '../protocol/server-metadata';
import type { QueryResponse } from './query-response';
import type { RequestOptions } from './request-options';
import type { ResourceServer } from './resource-server';

/**
 * What an app says about its authorization server, itself, the APIs it calls, and what each sign-in asks for.
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
export interface AuthConfig extends RequestOptions {
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
   * The APIs that get an access token. A URL, absolute or relative to the app's base, gets that of the session, with everything below
   * it; a {@link ResourceServer} may have one of its own. None by default: a token goes nowhere unasked.
   */
  readonly resourceServers?: readonly (string | ResourceServer)[];
  /** The discovery document's full URL, for a server that has it elsewhere than at the issuer's `.well-known/openid-configuration`. */
  readonly discoveryUrl?: string;
  /** The server's endpoints and keys by hand, for a server without discovery. */
  readonly server?: Omit<ServerMetadata, 'issuer'>;
  /**
   * For a server that answers in the query, where tokens end up in logs and histories: how its answer reads. With `responseType: 'token'`
   * alone. Refused by default; see `queryToken()`.
   */
  readonly queryResponse?: QueryResponse;
  /** Audiences that an id_token may name beside this app; none by default. */
  readonly trustedAudiences?: readonly string[];
  /** By how many seconds this device's clock and the server's may differ; 60 by default, 300 at most. */
  readonly clockSkewSeconds?: number;
  /** For how many seconds an access token counts as valid when the server does not say; 3600 by default. */
  readonly accessTokenLifetimeSeconds?: number;
  /** How many seconds a person may take to sign in at the server; 1800 by default. */
  readonly signInLifetimeSeconds?: number;
}
