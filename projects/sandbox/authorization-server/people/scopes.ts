/** What the APIs can be asked to allow, in the words of the consent page. */
const API_SCOPES = {
  'read:timesheets': 'See your timesheets',
  'write:timesheets': 'Add entries to your timesheets',
  'approve:timesheets': 'See and approve the timesheets of your team',
  'read:reports': 'See how many hours each project took',
  'read:payroll': 'See how many hours each person is paid for',
} as const;

/** Who somebody is, in the words of the consent page. `openid` alone tells nothing that needs words. */
const IDENTITY_SCOPES = {
  openid: undefined,
  profile: 'Know your name and your role',
  email: 'Know your email address',
} as const;

/** A scope of one of the APIs. */
export type ApiScope = keyof typeof API_SCOPES;

/** Every scope of every API. */
const ALL_API_SCOPES = Object.keys(API_SCOPES) as readonly ApiScope[];

/** A request's scopes, told apart by what they open. Scopes that nobody knows here are left out. */
export interface RequestedScopes {
  readonly identity: readonly string[];
  readonly api: readonly ApiScope[];
}

/** Tells the scopes of a request apart. */
export function requestedScopes(scope: unknown): RequestedScopes {
  const asked = new Set(typeof scope === 'string' ? scope.split(' ') : []);
  return {
    identity: Object.keys(IDENTITY_SCOPES).filter((name) => asked.has(name)),
    api: ALL_API_SCOPES.filter((name) => asked.has(name)),
  };
}

/** What a grant of these scopes lets the app do, in plain words. */
export function describeScopes({ identity, api }: RequestedScopes): string[] {
  const words: Record<string, string | undefined> = { ...IDENTITY_SCOPES, ...API_SCOPES };
  return [...identity, ...api].map((name) => words[name]).filter((text) => text !== undefined);
}
