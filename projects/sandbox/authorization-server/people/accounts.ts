import { randomUUID } from 'node:crypto';
import { hashPassword, passwordMatches } from './password.ts';
import type { ApiScope } from './scopes.ts';

/** Somebody who can sign in. */
export interface Person {
  /** The username, and the `sub` of their tokens. */
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** What they may do at the APIs; an app never gets more than this on their behalf. */
  readonly apiScopes: readonly ApiScope[];
}

/** The people this server knows. */
export interface Accounts {
  find(username: string): Person | undefined;
  /** The person, when username and password belong together. Takes as long for a username nobody has. */
  authenticate(username: string, password: string): Promise<Person | undefined>;
}

/** The passwords are public: this is a sandbox. */
export const SANDBOX_PEOPLE: readonly (Person & { readonly password: string })[] = [
  {
    username: 'alice',
    password: 'correct-horse-1',
    givenName: 'Alice',
    familyName: 'Martin',
    name: 'Alice Martin',
    email: 'alice@timesheets.example',
    roles: ['employee'],
    apiScopes: ['read:timesheets', 'write:timesheets', 'read:reports', 'read:payroll'],
  },
  {
    username: 'bob',
    password: 'correct-horse-2',
    givenName: 'Bob',
    familyName: 'Keller',
    name: 'Bob Keller',
    email: 'bob@timesheets.example',
    roles: ['employee', 'approver'],
    apiScopes: ['read:timesheets', 'write:timesheets', 'approve:timesheets', 'read:reports', 'read:payroll'],
  },
];

/** The sandbox's people, their passwords hashed under salts made now. */
export async function createAccounts(): Promise<Accounts> {
  const nobody = await hashPassword(randomUUID());
  const known = new Map(
    await Promise.all(
      SANDBOX_PEOPLE.map(async ({ password, ...person }) => {
        return [person.username, { person, kept: await hashPassword(password) }] as const;
      }),
    ),
  );
  return {
    find: (username) => known.get(username)?.person,
    async authenticate(username, password) {
      const account = known.get(username);
      const matches = await passwordMatches(password, account?.kept ?? nobody);
      return matches ? account?.person : undefined;
    },
  };
}

/** What this server tells about a person; the scopes asked for decide which of it reaches the app. */
export function claimsOf(person: Person): { sub: string; [claim: string]: unknown } {
  return {
    sub: person.username,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    preferred_username: person.username,
    roles: person.roles,
    email: person.email,
    email_verified: true,
  };
}
