/** Somebody whom the server signs in: the claims of the id_token, and what userinfo tells. */
export interface Person {
  /** Who it is, for the server; never changes. */
  readonly sub: string;
  /** Further claims, such as `name`, `email`, `roles` or `acr`; those about the sign-in, such as `exp`, come by themselves. */
  readonly [claim: string]: unknown;
}

/** What the server answers at, each by a URL of its own. */
export type AuthServerEndpoint =
  | 'discovery'
  | 'keys'
  | 'authorization'
  | 'pushedRequests'
  | 'token'
  | 'userInfo'
  | 'revocation'
  | 'endSession'
  | 'login';

/**
 * What the server is to be. Only the first two are needed.
 * @example
 * ```ts
 * test.use({ authServerOptions: { issuer: 'https://id.example.com', clientId: 'timesheets-spa' } });
 * ```
 */
export interface AuthServerOptions {
  /** The app's `issuer`, letter for letter. Nothing has to be there: the browser never asks the network for it. */
  readonly issuer: string;
  /** The app's `clientId`. */
  readonly clientId: string;
  /** Who signs in; `{ sub: 'alice', name: 'Alice' }` by default. */
  readonly person?: Person;
  /**
   * Whether the server knows the person from before, and answers without a page; `true` by default. If not, its page
   * waits for a click on `Sign in`.
   */
  readonly isSignedIn?: boolean;
  /** Where a sign-in may come back to; by default any page at the origin of Playwright's `baseURL`. */
  readonly redirectUris?: readonly string[];
  /** Where a sign-out may come back to; by default any page at the origins of `baseURL` and of `redirectUris`. */
  readonly postLogoutRedirectUris?: readonly string[];
  /** Which scopes there are to be had; by default all that the app asks for. */
  readonly scopes?: readonly string[];
  /** How many seconds an id_token and an access token are good for; 3,600 by default. */
  readonly expiresIn?: number;
  /** The URLs of endpoints, where an app is configured with them; by default they are below the issuer. */
  readonly endpoints?: Readonly<Partial<Record<AuthServerEndpoint, string>>>;
}

/** `authServerOptions`, or what a test wants of the server, cannot be followed; the message says what to write instead. */
export class AuthServerOptionsError extends Error {
  /** The name by which reports show it. */
  override readonly name = 'AuthServerOptionsError';
}

/** The options with every default filled in. */
export interface Settings extends Required<
  Omit<AuthServerOptions, 'redirectUris' | 'postLogoutRedirectUris' | 'scopes'>
> {
  readonly endpoints: Readonly<Record<AuthServerEndpoint, string>>;
  /** `null`: any page at the origins of the app. */
  readonly redirectUris: readonly string[] | null;
  readonly postLogoutRedirectUris: readonly string[] | null;
  readonly appOrigins: readonly string[];
  /** `null`: all that are asked for. */
  readonly scopes: readonly string[] | null;
}

const PATHS: Readonly<Record<AuthServerEndpoint, string>> = {
  discovery: '.well-known/openid-configuration',
  keys: 'keys',
  authorization: 'authorize',
  pushedRequests: 'par',
  token: 'token',
  userInfo: 'userinfo',
  revocation: 'revoke',
  endSession: 'end-session',
  login: 'login',
};

const NAMES: Readonly<Record<keyof AuthServerOptions, true>> = {
  issuer: true,
  clientId: true,
  person: true,
  isSignedIn: true,
  redirectUris: true,
  postLogoutRedirectUris: true,
  scopes: true,
  expiresIn: true,
  endpoints: true,
};

/** What no person has, but their sign-in. */
const OWN_CLAIMS = ['iss', 'aud', 'iat', 'exp', 'nonce', 'auth_time', 'at_hash'];

const ALICE: Person = { sub: 'alice', name: 'Alice' };
const HOUR = 3_600;

/** @throws AuthServerOptionsError when they make no server */
export function settingsFrom(options: AuthServerOptions | undefined, baseURL: string | undefined): Settings {
  demand(
    options,
    "The server has no options. Write test.use({ authServerOptions: { issuer: 'https://…', clientId: '…' } }), with what " +
      'the app is configured with; or the same in playwright.config.ts, below use.',
  );
  for (const name of Object.keys(options))
    demand(Object.hasOwn(NAMES, name), `There is no authServerOptions.${name}. There are: ${listOf(NAMES)}.`);
  const { issuer, clientId, person = ALICE, isSignedIn = true, expiresIn = HOUR } = options;
  const { redirectUris = null, postLogoutRedirectUris = null, scopes = null } = options;
  demandUrl('issuer', issuer, 'Write the issuer that the app is configured with, letter for letter.');
  demand(typeof clientId === 'string' && clientId, 'authServerOptions.clientId is missing. Write that of the app.');
  demandPerson('authServerOptions.person', person);
  demand(!issuer.includes('?'), 'authServerOptions.issuer has a query, which no issuer has. Leave it out.');
  demand(
    Number.isInteger(expiresIn) && expiresIn > 0,
    'authServerOptions.expiresIn is no whole number of seconds above 0.',
  );
  for (const [name, list] of Object.entries({ redirectUris, postLogoutRedirectUris, scopes }))
    demand(list === null || Array.isArray(list), `authServerOptions.${name} is no list. Write one: ['…', '…'].`);
  for (const scope of scopes ?? [])
    demand(
      isWord(scope),
      `authServerOptions.scopes has ${JSON.stringify(scope)}, which is no scope. Write each by itself.`,
    );
  const uris = [...(redirectUris ?? []), ...(postLogoutRedirectUris ?? [])];
  for (const uri of uris) demandUrl('redirectUris and postLogoutRedirectUris', uri, 'Write each as an absolute URL.');
  demand(
    baseURL !== undefined || redirectUris?.length,
    'Where the app is served is not known, so that nobody could be sent back to it. Set baseURL in playwright.config.ts, ' +
      'or authServerOptions.redirectUris.',
  );
  for (const [name, url] of Object.entries(options.endpoints ?? {})) {
    demand(Object.hasOwn(PATHS, name), `There is no endpoint ${name}. There are: ${listOf(PATHS)}.`);
    demandUrl(`endpoints.${name}`, url, 'Write the URL that the app is configured with.');
  }
  const below = issuer.replace(/\/?$/, '/');
  const byDefault = Object.fromEntries(Object.entries(PATHS).map(([name, path]) => [name, below + path]));
  const endpoints = { ...byDefault, ...options.endpoints } as Settings['endpoints'];
  const appOrigins = [...(baseURL === undefined ? [] : [baseURL]), ...uris].map((url) => new URL(url).origin);
  return {
    ...{ issuer, clientId, person, isSignedIn, expiresIn, endpoints, scopes },
    ...{ redirectUris, postLogoutRedirectUris, appOrigins },
  };
}

/** @throws AuthServerOptionsError when this is nobody */
export function demandPerson(name: string, person: Person | null): void {
  demand(
    typeof person?.sub === 'string' && person.sub,
    `${name} has no sub. Write the claims of somebody, such as { sub: 'alice', name: 'Alice' }.`,
  );
  for (const claim of OWN_CLAIMS)
    demand(!Object.hasOwn(person, claim), `${name} has ${claim}, which the server tells by itself. Leave it out.`);
}

/** @throws AuthServerOptionsError when this is no error of the protocol */
export function demandError(error: string): void {
  demand(
    isWord(error),
    `refuse() takes an error of the protocol, such as 'access_denied', and not ${JSON.stringify(error)}.`,
  );
}

/** @throws AuthServerOptionsError when time would stand still, or go back */
export function demandSeconds(seconds: number): void {
  demand(
    Number.isFinite(seconds) && seconds > 0,
    `passTime() takes a number of seconds above 0, and not ${String(seconds)}. Time goes on.`,
  );
}

/** Whether this is a scope, or the name of an error: without spaces, quotes and backslashes. */
function isWord(word: unknown): boolean {
  return typeof word === 'string' && /^[!#-[\]-~]+$/.test(word);
}

function demandUrl(name: string, url: string, cure: string): void {
  demand(
    typeof url === 'string' && /^https?:\/\/[^\s#]+$/.test(url) && URL.canParse(url),
    `authServerOptions.${name} is no URL that begins with https:// or http://, and has no fragment. ${cure}`,
  );
}

function listOf(names: object): string {
  return Object.keys(names).join(', ');
}

function demand(holds: unknown, message: string): asserts holds {
  if (!holds) throw new AuthServerOptionsError(message);
}
