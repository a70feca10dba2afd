import {
  ɵisRecord as isRecord,
  ɵmasked as masked,
  type AuthConfig,
  type ɵAuthSettings as AuthSettings,
  type ɵRequestSettings as RequestSettings,
} from 'ngx-implicit-auth';

/** One option of the configuration, with its default filled in. */
export interface Option {
  readonly name: string;
  /** Without the values of what may hold anything, such as `parameters`. */
  readonly value: string;
  /** Whether the app has left it to the library. */
  readonly isDefault: boolean;
  /** Whether it is for the developer's eyes alone, and so for no report. */
  readonly isPrivate: boolean;
}

/** Each option, in the order in which they are told. */
const NAMES = Object.keys({
  issuer: 0,
  clientId: 0,
  responseType: 0,
  responseMode: 0,
  scope: 0,
  redirectUri: 0,
  postLogoutRedirectUri: 0,
  postLogoutRedirectParameter: 0,
  resourceServers: 0,
  parameters: 0,
  logoutParameters: 0,
  prompt: 0,
  maxAgeSeconds: 0,
  acrValues: 0,
  loginHint: 0,
  discoveryUrl: 0,
  server: 0,
  pushAuthorizationRequests: 0,
  queryResponse: 0,
  trustedAudiences: 0,
  clockSkewSeconds: 0,
  accessTokenLifetimeSeconds: 0,
  signInLifetimeSeconds: 0,
  sendIdTokenHint: 0,
  showFailures: 0,
} satisfies Record<keyof AuthConfig, 0>) as (keyof AuthConfig)[];

/** Those of which the values may hold anything. */
const NAMED_ONLY: readonly (keyof AuthConfig)[] = ['parameters', 'logoutParameters', 'server', 'queryResponse'];

/** Those that tell of persons, or of one app alone. */
const PRIVATE: readonly (keyof AuthConfig)[] = ['clientId', 'loginHint', 'acrValues', 'trustedAudiences'];

/**
 * Tells the configuration.
 *
 * @param given - as the app has given it, but for the redirect URI, which is filled in already
 * @param filledIn - with every default
 */
export function configurationOf(given: AuthSettings, filledIn: RequestSettings): readonly Option[] {
  const defaultRedirectUri = new URL('auth/callback', given.appBase).href;
  return NAMES.map((name) => ({
    name,
    value: PRIVATE.includes(name) ? textOf(name, filledIn[name]) : masked(textOf(name, filledIn[name])),
    isPrivate: PRIVATE.includes(name),
    isDefault:
      name === 'redirectUri' ? given.redirectUri === defaultRedirectUri : (given[name] ?? undefined) === undefined,
  }));
}

function textOf(name: keyof AuthConfig, value: unknown): string {
  if (value === undefined) return 'not set';
  if (NAMED_ONLY.includes(name)) return listed(Object.keys(value ?? {}));
  if (name === 'loginHint') return 'set';
  if (Array.isArray(value)) return listed(value.map(entryText));
  return typeof value === 'string' ? value || 'empty' : JSON.stringify(value);
}

/** An entry that is none is told all the same: what is wrong with the configuration shows here. */
function entryText(entry: unknown): string {
  if (!isRecord(entry)) return String(entry);
  const { url, audience, resource, scope, methods, matches } = entry as NonNullable<
    AuthConfig['resourceServers']
  >[number] &
    object;
  const more = [
    audience && `audience ${audience}`,
    resource && `resource ${resource}`,
    scope && `scope ${scope}`,
    methods && `methods ${[methods].flat().join(' ')}`,
    matches && 'a predicate',
  ].filter(Boolean);
  return more.length ? `${url} (${more.join('; ')})` : url;
}

function listed(names: readonly string[]): string {
  return names.join(', ') || 'none';
}
