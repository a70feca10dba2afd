import { expect } from '@playwright/test';
import type { AuthErrorCode } from 'ngx-implicit-auth';
import { decodeProtectedHeader } from 'jose';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import type { Behaviour } from './behaviour.ts';
import type { ListedName } from './implicit-rp-list.ts';
import type { Outcome } from './relying-party.ts';
import type { Claims } from './signing-keys.ts';
import { test, type Stage } from './stage.ts';
import { inRow, RESPONSE_TYPES, type ImplicitResponseType, type Place } from './table-row.ts';

/** What a sign-in has to come to. */
export interface Expected {
  /** The rules that it proves. */
  readonly rules: string;
  /** Default: the server is a proper one. */
  readonly behaviour?: Behaviour;
  readonly outcome: AuthErrorCode | 'accepted';
  /** The sign-in stands, but the userinfo is refused under this code. */
  readonly userInfoError?: AuthErrorCode;
  /** What else holds once the outcome is there. */
  readonly also?: (stage: Stage, outcome: Outcome) => unknown;
}

/** One test of the implicit list. */
export interface ConformanceCase extends Expected {
  readonly name: ListedName;
  /** Default: both. */
  readonly responseTypes?: readonly ImplicitResponseType[];
}

/** Declares the tests of a table: each case for each response type that it applies to. */
export function conformanceTests(cases: readonly ConformanceCase[]): void {
  for (const { name, responseTypes = RESPONSE_TYPES, ...expected } of cases)
    for (const responseType of responseTypes) conformanceTest({ name, responseType }, expected);
}

/** Declares the test that stands at a place of the printed table. */
export function conformanceTest(
  place: Place,
  { rules, behaviour, outcome, userInfoError, also }: Expected,
  features?: Partial<ProbeSettings>,
): void {
  const { name, responseType } = place;
  const expected = userInfoError ? `${outcome}, ${userInfoError}` : outcome;
  test(
    `${rules} ${name} · ${responseType} · ${expected}`,
    inRow({ ...place, outcome: expected }),
    async ({ setUp }) => {
      const stage = await setUp(responseType, behaviour, undefined, features);
      const actual = await stage.signIn();
      await (outcome === 'accepted' ? expectAccepted(stage, actual) : expectRefused(stage, actual, outcome));
      expect(userInfoErrors(actual)).toEqual(userInfoError ? [userInfoError] : []);
      await also?.(stage, actual);
    },
  );
}

/** The claims that the app knows the person by. */
export function claimsOf({ state }: Outcome): Claims | null {
  return state.status === 'signed-in' ? state.session.claims : null;
}

/** The key that the id_token of a sign-in says it was signed with. */
export function signedBy({ state }: Outcome): string | undefined {
  const idToken = state.status === 'signed-in' ? state.session.idToken : null;
  return decodeProtectedHeader(idToken ?? '').kid;
}

export function userInfoErrors({ events }: Outcome): readonly unknown[] {
  return events.filter(({ type }) => type === 'user-info-failed').map((event) => event['code']);
}

/** The person is where they wanted to go, and the API is asked with the access token if there is one. */
export async function expectAccepted(stage: Stage, { state }: Outcome): Promise<void> {
  expect(state).toMatchObject({ status: 'signed-in' });
  await expect(stage.page).toHaveURL(`${stage.app}/secret`);
  await expect(stage.page.locator('main')).toContainText('secret page');
  expect(await stage.storedSessions()).toHaveLength(1);

  const hasAccessToken = stage.responseType !== 'id_token';
  expect(await stage.get(`${stage.server.api}/timesheets`)).toBe(hasAccessToken ? 200 : 401);
}

/**
 * Nothing is kept, and nothing is asked for after the refusal. What answers nothing that was asked is none of the app's
 * answers: only the page at the redirect URI tells of it, by `response_missing`.
 */
export async function expectRefused(stage: Stage, { state }: Outcome, code: AuthErrorCode): Promise<void> {
  if (code === 'response_missing') {
    expect(state).toEqual({ status: 'signed-out' });
    await expect(stage.page.getByRole('alert')).toContainText('No sign-in waits here.');
  } else {
    expect(state).toEqual({ status: 'failed', code });
    expect(stage.page.url()).not.toMatch(/[?#&](code|id_token|access_token)=/);
  }
  expect(await stage.storedSessions()).toEqual([]);
  await expect(stage.page.locator('main')).not.toContainText('secret page');

  await stage.requestsAnswered();
  const { api, record } = stage.server;
  expect(record.to('userinfo')).toEqual([]);
  expect(record.to('timesheets')).toEqual([]);
  // What the app asks for now goes without a token.
  expect(await stage.get(`${api}/timesheets`)).toBe(401);
  expect(record.to('timesheets').filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
}
