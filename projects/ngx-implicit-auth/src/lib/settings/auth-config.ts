import type { AuthResponseType, Prompt } from '../protocol/authorization-request';
import type { ServerMetadata } from '../protocol/server-metadata';

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
  /**
   * The server's issuer identifier, exactly as its metadata and id_tokens spell it. https, or http on a loopback host.
   */
  readonly issuer: string;
  /** The identifier that the server gave this app. */
  readonly clientId: string;
  /**
   * Where the server sends the person back to: absolute, or relative to the app's base; `auth/callback` by default. No
   * fragment; with hash routing, the app's root (`''`).
   */
  readonly redirectUri?: string;
  /** Where the server sends the person back to after a sign-out; the app's root (`''`) by default. */
  readonly postLogoutRedirectUri?: string;
  /** `id_token token` by default. A bare `token` authorizes, but tells nobody's identity. */
  readonly responseType?: AuthResponseType;
  /** Space-delimited; `openid` by default. Must hold `openid` when an id_token is asked for. */
  readonly scope?: string;
  /**
   * The APIs that get an access token. A URL, absolute or relative to the app's base, gets that of the session, with
   * everything below it; a {@link ResourceServer} may have one of its own. None by default: a token goes nowhere
   * unasked.
   */
  readonly resourceServers?: readonly (string | ResourceServer)[];
  /**
   * The discovery document's full URL, for a server that has it elsewhere than at the issuer's
   * `.well-known/openid-configuration`.
   */
  readonly discoveryUrl?: string;
  /** The server's endpoints and keys by hand, for a server without discovery. */
  readonly server?: Omit<ServerMetadata, 'issuer'>;
  /**
   * For a server that answers in the query, where tokens end up in logs and histories: how its answer reads. With
   * `responseType: 'token'` alone. Refused by default; see `tokenInQuery()`.
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

/** What a sign-in may ask of the server beyond tokens. */
export interface RequestOptions {
  /** Which pages the server has to show; left to it by default. */
  readonly prompt?: Prompt;
  /** How long ago, in seconds, the person may have authenticated at most; verified against `auth_time`. */
  readonly maxAgeSeconds?: number;
  /** Space-delimited authentication context classes, one of which the id_token must name. */
  readonly acrValues?: string;
  /** Who is expected to sign in, such as an email address. */
  readonly loginHint?: string;
  /** Further parameters of the authorization request, such as `ui_locales`, `display`, or Auth0's `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * An API with an access token of its own, which no other server gets to see. It is asked for in a hidden frame
 * (`prompt=none`) when a request needs it first.
 */
export interface ResourceServer {
  /**
   * Absolute, or relative to the app's base. The token goes there, and to everything below that is not listed itself.
   */
  readonly url: string;
  /** What the authorization server calls this API; sent as `audience`, as Auth0 wants it. */
  readonly audience?: string;
  /** What the authorization server calls this API; sent as `resource`, as RFC 8707 wants it. */
  readonly resource?: string;
  /** What is asked for at this API, space-delimited; by default the scope of the sign-in. */
  readonly scope?: string;
}

/**
 * Takes an answer without a `state` for the one that this tab waits for, from a server that cannot echo it.
 *
 * Whoever gets the person to open a link can then sign them in as somebody else, and have them work in that account.
 * Have the server repeat `state` instead, if there is any way to.
 *
 * @see RFC 6749, section 10.12
 */
export const dangerouslyAcceptMissingState: unique symbol = Symbol('dangerouslyAcceptMissingState');

/** How a server answers that does not do it in the fragment, or not in the words of the specification. */
export interface QueryResponse {
  /** The parameter that holds the access token, such as `token`. */
  readonly accessTokenParameter: string;
  /** The parameter that holds the token's lifetime in seconds; `expires_in` by default. */
  readonly expiresIn?: string;
  /** The parameter that holds what was granted; `scope` by default. */
  readonly scope?: string;
  /** For a server that cannot echo `state`; refused without it by default. */
  readonly state?: typeof dangerouslyAcceptMissingState;
}
