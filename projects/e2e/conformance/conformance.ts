import { expect } from '@playwright/test';
import type { AuthErrorCode } from 'ngx-implicit-auth';
import type { Behaviour } from './behaviour.ts';
import type { ListedName } from './implicit-rp-list.ts';
import type { Outcome } from './relying-party.ts';
import type { Claims } from './signing-keys.ts';
import { test, type Stage } from './stage.ts';
import { inRow, RESPONSE_TYPES, type ListedResponseType } from './table-row.ts';

/** One test of the list. */
export interface ConformanceCase {
  readonly name: ListedName;
  /** The rules that it proves. */
  readonly rules: string;
  /** Default: the server is a proper one. */
  readonly behaviour?: Behaviour;
  readonly outcome: AuthErrorCode | 'accepted';
  /** The sign-in stands, but the userinfo is refused under this code. */
  readonly userInfoError?: AuthErrorCode;
  /** Default: both. */
  readonly responseTypes?: readonly ListedResponseType[];
  /** What else holds once the outcome is there. */
  readonly also?: (stage: Stage, outcome: Outcome) => unknown;
}

/** Declares the tests of a table: each case for each response type that it applies to. */
export function conformanceTests(cases: readonly ConformanceCase[]): void {
  for (const { name, rules, behaviour, outcome, userInfoError, responseTypes = RESPONSE_TYPES, also } of cases) {
    const expected = userInfoError ? `${outcome}, ${userInfoError}` : outcome;
    for (const responseType of responseTypes) {
      const row = inRow({ name, responseType, outcome: expected });
      test(`${rules} ${name} · ${responseType} · ${expected}`, row, async ({ setUp }) => {
        const stage = await setUp(responseType, behaviour);
        const actual = await stage.signIn();
        await (outcome === 'accepted' ? expectAccepted(stage, actual) : expectRefused(stage, actual, outcome));
        expect(userInfoErrors(actual)).toEqual(userInfoError ? [userInfoError] : []);
        await also?.(stage, actual);
      });
    }
  }
}

/** The claims that the app knows the person by. */
export function claimsOf({ state }: Outcome): Claims | null {
  return state.status === 'signed-in' ? state.session.claims : null;
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

/** Nothing is kept, and nothing is asked for after the refusal. */
export async function expectRefused(stage: Stage, { state }: Outcome, code: AuthErrorCode): Promise<void> {
  expect(state).toEqual({ status: 'failed', code });
  expect(await stage.storedSessions()).toEqual([]);
  await expect(stage.page.locator('main')).not.toContainText('secret page');

  await stage.requestsAnswered();
  expect(stage.server.record.to('userinfo')).toEqual([]);
  expect(stage.server.record.to('timesheets')).toEqual([]);
}
