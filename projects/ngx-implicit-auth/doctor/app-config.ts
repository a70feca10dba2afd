import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isUrl } from './subject.ts';

/** What the source of a configuration says by string literals. */
export interface AppConfig {
  /** Where it was read. */
  readonly file: string;
  readonly texts: Readonly<Texts>;
  /** Options that are there, and are no single string literal. */
  readonly unread: readonly Option[];
}

/** The options of `AuthConfig` and of its `server` that the doctor has a use for. */
const OPTIONS = [
  'issuer',
  'clientId',
  'redirectUri',
  'postLogoutRedirectUri',
  'responseType',
  'scope',
  'discoveryUrl',
  'authorizationEndpoint',
  'tokenEndpoint',
  'jwksUri',
  'userInfoEndpoint',
  'revocationEndpoint',
  'endSessionEndpoint',
  'accessTokenParameter',
] as const;

const PRESET_OPTIONS = {
  auth0: ['domain', 'audience'],
  keycloak: ['url', 'realm'],
  aidbox: ['baseUrl'],
  google: [],
  tokenInQuery: [],
} as const;

type Preset = keyof typeof PRESET_OPTIONS;
const PRESETS = Object.keys(PRESET_OPTIONS) as Preset[];

type Option = (typeof OPTIONS)[number] | (typeof PRESET_OPTIONS)[Preset][number];
type Texts = Partial<Record<Option, string>>;

const NAMES = /^auth[.-]config\.ts$/;
const SKIPPED = ['node_modules', 'dist'];

/** The files below `src/` and `projects/` that are named as a configuration. */
export function configFilesBelow(folder: string): string[] {
  return ['src', 'projects'].flatMap((name) => filesBelow(join(folder, name))).map((file) => relative(folder, file));
}

function filesBelow(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) || entry.name.startsWith('.') ? [] : filesBelow(path);
    return NAMES.test(entry.name) ? [path] : [];
  });
}

export function readAppConfig(folder: string, file: string): AppConfig {
  return appConfigOf(file, readFileSync(join(folder, file), 'utf8'));
}

/** Reads what the source says by string literals. It runs nothing, and follows no name to where it is declared. */
export function appConfigOf(file: string, source: string): AppConfig {
  const code = withoutList('resourceServers', withoutComments(source));
  const texts: Texts = {};
  const unread: Option[] = [];
  const presets = PRESETS.filter((name) => new RegExp(`\\b${name}\\s*\\(`).test(code));
  for (const option of [...OPTIONS, ...presets.flatMap((name) => PRESET_OPTIONS[name])]) {
    const values = valuesOf(option, code);
    const [first] = values;
    if (first === undefined) continue;
    if (first === null || values.some((value) => value !== first)) unread.push(option);
    else texts[option] = first;
  }
  return { file, texts: presets.reduce((known, name) => ({ ...known, ...MADE_BY[name](known) }), texts), unread };
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

/** The values that an option is given; `null`: no string literal. */
function valuesOf(option: string, code: string): (string | null)[] {
  const written = new RegExp(
    `(?<![\\w.$?])['"]?${option}['"]?\\s*:(?!:)\\s*(?:(['"\`])((?:\\\\.|(?!\\1)[^\\\\])*)\\1\\s*(?=[,}\\n;]|$|as\\b))?`,
    'g',
  );
  const isShorthand = new RegExp(`[{,]\\s*${option}\\s*[,}]`).test(code);
  const values = [...code.matchAll(written)].map(([, quote, text]) =>
    text === undefined || (quote === '`' && text.includes('${')) ? null : text.replace(/\\(.)/g, '$1'),
  );
  return isShorthand ? [...values, null] : values;
}

/** The source without a list, in which the same names mean something else. */
function withoutList(name: string, code: string): string {
  const begins = new RegExp(`\\b${name}\\s*:\\s*\\[`).exec(code);
  if (!begins) return code;
  let [depth, end] = [1, begins.index + begins[0].length];
  for (; depth > 0 && end < code.length; end += 1) depth += code[end] === '[' ? 1 : code[end] === ']' ? -1 : 0;
  return code.slice(0, begins.index) + code.slice(end);
}

/** The source without its comments; what looks like one in a string stays. */
function withoutComments(source: string): string {
  return source.replace(
    /(['"`])(?:\\.|(?!\1)[^\\])*\1|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (part: string, quote: string | undefined) => (quote === undefined ? ' ' : part),
  );
}
