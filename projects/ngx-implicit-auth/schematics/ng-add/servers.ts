import { isPrintable } from './is-printable.ts';
import { isSecureUrl, urlOf } from './is-secure-url.ts';
import { literal } from './literal.ts';
import { quoted, refuse } from './refuse.ts';

/** How people sign in. */
export type Flow = 'code' | 'implicit';

/** What `ng add` knows of a kind of server. docs/servers/ says the same, with the reasons. */
export interface Server {
  /** The address that is written where none is told. */
  readonly placeholder: string;
  /** Whether that is its one address for everybody. */
  readonly isEverybodys?: boolean;
  /** What `--issuer` has to look like. */
  readonly issuerHint: string;
  /** What the configuration begins with, as lines; `null` when this is no address of such a server. */
  readonly begin: (issuer: string, clientId: string, width: number) => readonly string[] | null;
  /** The preset of the library that the configuration begins with. */
  readonly preset?: string;
  /** What is asked for where nobody says; none: what the preset says. */
  readonly scope: (flow: Flow) => string | null;
  /** Whether it gives an id_token, for which `openid` has to be in the scope. */
  readonly hasIdToken: boolean;
  /** Why there is no code; none: there is one. */
  readonly noCode?: string;
  /** Lines that only this server needs. */
  readonly more?: (flow: Flow, apis: readonly string[]) => readonly string[];
  readonly features: (flow: Flow) => readonly string[];
  /** Whether people come back to the app's root, by the preset. */
  readonly comesBackToRoot?: boolean;
}

const RENEWAL = 'withSilentRenewal()';
const RENEWAL_BY_NAVIGATION = "withSilentRenewal({ strategy: 'navigation' })";

const SERVERS: Readonly<Record<string, Server>> = {
  own: {
    placeholder: 'https://id.example.com',
    issuerHint: "the server's https address (http only on localhost), without query and fragment",
    begin: (issuer, clientId) =>
      isSecureUrl(issuer) ? [`issuer: ${literal(issuer)},`, `clientId: ${literal(clientId)},`] : null,
    scope: () => 'openid profile email',
    hasIdToken: true,
    features: () => [RENEWAL],
  },
  auth0: {
    placeholder: 'example.eu.auth0.com',
    issuerHint: "the tenant's domain, such as example.eu.auth0.com",
    begin: (issuer, clientId, width) => {
      const url = issuer.includes('://') ? issuer : `https://${issuer}`;
      if (!isSecureUrl(url) || urlOf(url)?.pathname !== '/') return null;
      const domain = url.replace(/^https:\/\//, '').replace(/\/$/, '');
      return preset('auth0', { domain, clientId }, width);
    },
    preset: 'auth0',
    scope: () => null,
    hasIdToken: true,
    more: (_, apis) =>
      apis.length > 0 ? ["// Add audience: 'the identifier of the API' to auth0(), so that the token is for it."] : [],
    features: () => [RENEWAL_BY_NAVIGATION],
  },
  aidbox: {
    placeholder: 'https://example.aidbox.app',
    issuerHint: 'the https address of the Aidbox (http only on localhost), without query and fragment',
    begin: (baseUrl, clientId, width) => (isSecureUrl(baseUrl) ? preset('aidbox', { baseUrl, clientId }, width) : null),
    preset: 'aidbox',
    scope: (flow) => (flow === 'code' ? 'profile' : null),
    hasIdToken: false,
    more: (flow) => (flow === 'code' ? [] : ['accessTokenLifetimeSeconds: 3600, // the server does not tell']),
    features: (flow) => (flow === 'code' ? ['withUserInfo()', RENEWAL] : ['withUserInfo()']),
    comesBackToRoot: true,
  },
  keycloak: {
    placeholder: 'https://id.example.com/realms/example',
    issuerHint: "the realm's https address (http only on localhost), such as https://id.example.com/realms/example",
    begin: (issuer, clientId, width) => {
      const [, url, name = ''] = /^(.+)\/realms\/([^/]+)\/?$/.exec(isSecureUrl(issuer) ? issuer : '') ?? [];
      const realm = decoded(name);
      return url && isPrintable(realm) ? preset('keycloak', { url, realm, clientId }, width) : null;
    },
    preset: 'keycloak',
    scope: () => null,
    hasIdToken: true,
    features: () => [RENEWAL],
  },
  google: {
    placeholder: 'https://accounts.google.com',
    isEverybodys: true,
    issuerHint: 'https://accounts.google.com, or leave it out: Google has one address for everybody',
    begin: (issuer, clientId, width) =>
      issuer === 'https://accounts.google.com' ? preset('google', { clientId }, width) : null,
    preset: 'google',
    scope: () => null,
    hasIdToken: true,
    noCode: 'Google offers no code to an app without a secret, and an app in a browser can keep none',
    features: () => [RENEWAL_BY_NAVIGATION],
  },
  query: {
    placeholder: 'https://login.example.com/oauth',
    issuerHint: 'the https address where people sign in (http only on localhost), without query and fragment',
    begin: (authorizationEndpoint, clientId, width) =>
      isSecureUrl(authorizationEndpoint) ? preset('tokenInQuery', { authorizationEndpoint, clientId }, width) : null,
    preset: 'tokenInQuery',
    scope: () => null,
    hasIdToken: false,
    noCode: 'a server that answers with the token in the query has no code to give; one with a code is --server own',
    features: () => [],
  },
};

/** The kind of server of this name. */
export function serverNamed(name: string): Server {
  const server = Object.hasOwn(SERVERS, name) ? SERVERS[name] : undefined;
  return server ?? refuse(`--server is ${quoted(name)}. Write ${Object.keys(SERVERS).join(', ')}.`);
}

/** A part of a path as text; empty where it is no encoded text. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function preset(name: string, options: Readonly<Record<string, string>>, width: number): readonly string[] {
  const written = Object.entries(options).map(([option, text]) => `${option}: ${literal(text)}`);
  const line = `...${name}({ ${written.join(', ')} }),`;
  // Two are for the indentation.
  if (line.length + 2 <= width) return [line];
  return [`...${name}({`, ...written.map((one) => `  ${one},`), '}),'];
}
