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
   * Where the server sends the person back to: absolute, or relative to the app's base; `auth/callback` by default. It
   * has no fragment: with hash routing, use the app's root (`''`).
   */
  readonly redirectUri?: string;
  /** Where the server sends the person back to after a sign-out; the app's root (`''`) by default. */
  readonly postLogoutRedirectUri?: string;
  /**
   * The parameter that tells the server so; `post_logout_redirect_uri` by default. Amazon Cognito wants `logout_uri`.
   */
  readonly postLogoutRedirectParameter?: string;
  /** Further parameters of each sign-out's end-session request, such as `ui_locales`; none by default. */
  readonly logoutParameters?: Readonly<Record<string, string>>;
  /**
   * `id_token token` by default. A bare `token` authorizes, but tells nobody's identity. `code` is the authorization code
   * grant with PKCE (RFC 7636): choose it wherever the server offers it.
   */
  readonly responseType?: AuthResponseType;
  /** Where a code comes to: the query by default, or the fragment. Tokens come in the fragment in any case. */
  readonly responseMode?: 'query' | 'fragment';
  /**
   * Whether the server gets each authorization request directly, before the person is sent there (RFC 9126); by default
   * where its metadata say that it takes no others.
   */
  readonly pushAuthorizationRequests?: boolean;
  /** Space-delimited; by default `openid`, or none with `responseType: 'token'`. Must hold `openid` for an id_token. */
  readonly scope?: string;
  /**
   * The APIs that get an access token. A URL, absolute or relative to the app's base, gets the session's, as does
   * everything below it. A {@link ResourceServer} may get one of its own, or say which requests get a token. None by
   * default: no token goes to an API that is not listed, nor to a URL with a user name, nor to a path that lenient
   * servers read as that of another listed one (`/%72eports`, `//Reports;v=1`).
   */
  readonly resourceServers?: readonly (string | ResourceServer)[];
  /** The full URL of the discovery document, when that is not at the issuer's `.well-known/openid-configuration`. */
  readonly discoveryUrl?: string;
  /** The server's endpoints and keys by hand, for a server without discovery. */
  readonly server?: Omit<ServerMetadata, 'issuer'>;
  /**
   * For a server that sends tokens in the query, where they end up in logs and histories: how its answer reads. Needs
   * `responseType: 'token'`. By default, tokens in the query are refused. See `tokenInQuery()`.
   */
  readonly queryResponse?: QueryResponse;
  /** Audiences that an id_token may name beside this app; none by default. */
  readonly trustedAudiences?: readonly string[];
  /** By how many seconds this device's clock and the server's may differ; 300 by default, and at most. */
  readonly clockSkewSeconds?: number;
  /** For how many seconds an access token counts as valid when the server does not say; 3600 by default. */
  readonly accessTokenLifetimeSeconds?: number;
  /** How many seconds a person may take to sign in at the server; 1800 by default. */
  readonly signInLifetimeSeconds?: number;
  /**
   * Whether renewals, step-ups and sign-outs tell the server by the id_token whom they are about (`id_token_hint`);
   * `true` by default. The hint is left out by itself where it would make the URL longer than 2,000 characters.
   */
  readonly sendIdTokenHint?: boolean;
  /**
   * Whether the library tells by a notice of its own, at the bottom of the page, that a sign-in has failed while no
   * `AuthCallback` is there to say so; `true` by default. With `false` the app shows `state` and `events$` itself.
   */
  readonly showFailures?: boolean;
}

/**
 * A configuration; or what brings it when the app starts: a promise, or a function, which is called once, in an injection
 * context, and not on a server.
 *
 * @example
 * ```ts
 * provideAuth(async (): Promise<AuthConfig> => (await fetch('config.json')).json())
 * ```
 */
export type AuthConfigSource = AuthConfig | RunTimeConfiguration;

/** What brings a configuration when the app starts. */
export type RunTimeConfiguration = PromiseLike<AuthConfig> | (() => AuthConfig | PromiseLike<AuthConfig>);

/** What a sign-in may ask of the server beyond tokens. */
export interface RequestOptions {
  /** Which pages the server has to show; left to it by default. */
  readonly prompt?: Prompt;
  /**
   * At most how many seconds ago the person may have authenticated, verified against `auth_time`; no limit by default.
   */
  readonly maxAgeSeconds?: number;
  /** Space-delimited authentication context classes. The id_token must name one of them. */
  readonly acrValues?: string;
  /** Who is expected to sign in, such as an email address. */
  readonly loginHint?: string;
  /** Further parameters of the authorization request, such as `ui_locales`, `display`, or Auth0's `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * An API that gets an access token. With an `audience`, a `resource` or a `scope` it is one of its own. Only APIs listed
 * with the same three share it. The library fetches it in a hidden frame (`prompt=none`) when a request first needs it.
 * Without any of the three it is the session's, as for a URL alone.
 *
 * `methods` and `matches` leave out some of the requests; those go without a token. Of several entries with one `url`,
 * the first that a request is for gives the token. An entry with a longer path is the only one for what is below it.
 *
 * Both are about requests of the interceptor. `accessTokenFor(url)`, `requestAccess(url)` and `requireAccessToken(url)`
 * know none, and take the first entry at the URL.
 *
 * @example
 * ```ts
 * resourceServers: [
 *   { url: 'https://api.example.com/timesheets', methods: ['GET', 'POST'] },
 *   { url: 'https://api.example.com/reports', matches: ({ pathname }) => !pathname.endsWith('/public') },
 * ]
 * ```
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
  /** The scope to ask for, space-delimited; by default that of the sign-in. */
  readonly scope?: string;
  /** The methods of the requests that get the token, in upper or lower case; all by default. */
  readonly methods?: readonly string[];
  /**
   * Tells whether a request below `url` gets the token; each does by default. Anything but `true` means that it does not.
   * If it throws, the request fails with what was thrown, and nothing is sent.
   *
   * It is called for each request that the other members of the entry do not leave out, in an injection context.
   *
   * @param url - the request's absolute URL, without the `params` of `HttpClient`; a copy
   * @param method - the request's method, in upper case
   */
  readonly matches?: (url: URL, method: string) => boolean;
}

/**
 * Accepts an answer without `state` as the one that this tab waits for; for a server that cannot echo it.
 *
 * Whoever gets the person to open a link can then sign them in as somebody else, and have them work in that account.
 * Have the server repeat `state` instead, if there is any way to.
 *
 * @see RFC 6749, section 10.12
 */
export const dangerouslyAcceptMissingState: unique symbol = Symbol('dangerouslyAcceptMissingState');

/** The parameters of a server's answer that comes in the query, or does not use the standard names. */
export interface QueryResponse {
  /** The parameter that holds the access token, such as `token`. */
  readonly accessTokenParameter: string;
  /** The parameter that holds the token's lifetime in seconds; `expires_in` by default. */
  readonly expiresIn?: string;
  /** The parameter that holds what was granted; `scope` by default. */
  readonly scope?: string;
  /** For a server that cannot echo `state`; by default, an answer without it is refused. */
  readonly state?: typeof dangerouslyAcceptMissingState;
}
