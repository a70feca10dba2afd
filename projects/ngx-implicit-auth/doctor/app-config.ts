import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sourcesBelow } from './app-files.ts';
import { piecesOf } from './source-pieces.ts';
import { isUrl } from './subject.ts';
import { writtenOptions, type Option, type Preset } from './written-options.ts';

type Texts = Partial<Record<Option, string>>;

/** What the source of a configuration says by string literals. */
export interface AppConfig {
  /** Where it was read. */
  readonly file: string;
  readonly texts: Readonly<Texts>;
  /** Options that are there, and are no single string literal; and what is spread in. */
  readonly unread: readonly string[];
}

const NAMES = /^auth[.-]config\.ts$/;

/** The files below `src/` and `projects/` that are named as a configuration. */
export function configFilesBelow(folder: string): string[] {
  return [...sourcesBelow(folder)].filter((file) => NAMES.test(basename(file)));
}

export function readAppConfig(folder: string, file: string): AppConfig {
  return appConfigOf(file, readFileSync(join(folder, file), 'utf8'));
}

/** Reads what the source says by string literals. It runs nothing, and follows no name to where it is declared. */
export function appConfigOf(file: string, source: string): AppConfig {
  const texts: Texts = {};
  const { options, presets, spread } = writtenOptions(piecesOf(source));
  const unread: string[] = [];
  for (const [option, values] of options) {
    const [first = null] = values;
    if (first === null || values.some((value) => value !== first)) unread.push(option);
    else texts[option] = first;
  }
  const made = presets.reduce((known, name) => ({ ...known, ...MADE_BY[name](known) }), texts);
  return { file, texts: made, unread: [...unread, ...spread] };
}

/** What the library's presets make of their options. */
const MADE_BY: Readonly<Record<Preset, (texts: Texts) => Texts>> = {
  auth0: ({ domain, scope = 'openid profile email' }) => (domain ? { issuer: `${serverUrl(domain)}/`, scope } : {}),
  keycloak: ({ url, realm, scope = 'openid profile email' }) =>
    url && realm ? { issuer: `${serverUrl(url)}/realms/${encodeURIComponent(realm)}`, scope } : {},
  aidbox: ({ baseUrl, redirectUri = '', responseType = 'token', ...written }) => {
    if (!baseUrl) return {};
    const issuer = serverUrl(baseUrl);
    const endpoints = {
      authorizationEndpoint: `${issuer}/oauth2/authorize`,
      tokenEndpoint: `${issuer}/auth/token`,
      jwksUri: `${issuer}/.well-known/jwks.json`,
      userInfoEndpoint: `${issuer}/auth/userinfo`,
    };
    return { issuer, redirectUri, responseType, ...endpoints, ...written };
  },
  google: ({ scope = 'openid profile email' }) => ({ issuer: 'https://accounts.google.com', scope }),
  tokenInQuery: ({ authorizationEndpoint, accessTokenParameter = 'token' }) =>
    authorizationEndpoint && isUrl(authorizationEndpoint)
      ? { issuer: new URL(authorizationEndpoint).origin, responseType: 'token', accessTokenParameter }
      : {},
};

function serverUrl(hostOrUrl: string): string {
  return (hostOrUrl.includes('://') ? hostOrUrl : `https://${hostOrUrl}`).replace(/\/$/, '');
}
