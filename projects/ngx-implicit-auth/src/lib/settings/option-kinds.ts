import type { AuthConfig } from './auth-config';

/** What the value of an option may be. */
interface Kind {
  readonly isOne: (value: unknown) => boolean;
  /** What to write instead of anything else. */
  readonly remedy: string;
}

const TEXT: Kind = { isOne: (value) => typeof value === 'string', remedy: 'write a text, or leave it out' };
const TEXTS: Kind = {
  isOne: (value) => Array.isArray(value) && value.every(TEXT.isOne),
  remedy: 'write a list of texts, or leave it out',
};
const YES_OR_NO: Kind = {
  isOne: (value) => typeof value === 'boolean',
  remedy: 'write true or false, without quotation marks, or leave it out',
};
const RECORD: Kind = {
  isOne: (value) => typeof value === 'object' && !Array.isArray(value),
  remedy: 'write an object, or leave it out',
};
const PARAMETERS: Kind = {
  isOne: (value) => RECORD.isOne(value) && Object.values(value as object).every((each) => typeof each !== 'object'),
  remedy: 'write an object of texts, or leave it out',
};
const SERVERS: Kind = {
  isOne: (value) => Array.isArray(value) && value.every((entry) => TEXT.isOne(entry) || isResourceServer(entry)),
  remedy: 'write a list, with one URL as well: of URLs, or of { url, audience, resource, scope }',
};

/** Those about which more is to be said than what they are made of are missing here. */
const KINDS: readonly (readonly [option: keyof AuthConfig, Kind])[] = [
  ['resourceServers', SERVERS],
  ['responseMode', TEXT],
  ['scope', TEXT],
  ['postLogoutRedirectParameter', TEXT],
  ['prompt', TEXT],
  ['acrValues', TEXT],
  ['loginHint', TEXT],
  ['parameters', PARAMETERS],
  ['logoutParameters', PARAMETERS],
  ['server', RECORD],
  ['queryResponse', RECORD],
  ['trustedAudiences', TEXTS],
  ['pushAuthorizationRequests', YES_OR_NO],
  ['sendIdTokenHint', YES_OR_NO],
  ['showFailures', YES_OR_NO],
];

/**
 * Finds an option whose value is of another kind than its type says: what comes as JSON has been seen by no compiler.
 *
 * @returns what to write instead; `undefined` when all are right
 */
export function optionOfOtherKind(
  settings: Partial<AuthConfig>,
): { readonly option: string; readonly remedy: string } | undefined {
  for (const [option, { isOne, remedy }] of KINDS) {
    if (settings[option] !== undefined && !isOne(settings[option])) return { option, remedy };
  }
  return undefined;
}

function isResourceServer(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { url, audience = '', resource = '', scope = '' } = entry as Record<string, unknown>;
  return [url, audience, resource, scope].every(TEXT.isOne);
}
