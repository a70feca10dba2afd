import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { expectAccepted, expectRefused, userInfoErrors } from '../conformance/conformance.ts';
import type { Outcome } from '../conformance/relying-party.ts';
import { test, type Stage } from '../conformance/stage.ts';
import { renew, sessionIn, storedSession } from '../session/in-app.ts';
import type { Details } from './oddity.ts';
import { SERVERS_IN_THE_WILD } from './servers-in-the-wild.ts';

SERVERS_IN_THE_WILD.forEach(({ says, signIns = [], renewals = [] }, index) => {
  test.describe(`oddity ${index + 1}: ${says}`, () => {
    for (const [name, fault, outcome, details = {}] of signIns) {
      test(`${name} · ${outcome}`, async ({ setUp }) => {
        const stage = await setUp(details.responseType ?? 'id_token token', fault, details.config);
        const actual = await stage.signIn();
        if (outcome === 'accepted') {
          await expectAccepted(stage, actual);
          await expectDetails(stage, actual, details);
          expect(await renew(stage.page)).toEqual({ status: 'renewed' });
        } else {
          await expectRefused(stage, actual, outcome);
          await expect(stage.page.getByRole('alert')).toContainText(details.alert ?? 'Sign-in failed');
          stage.server.behave({});
          expect((await stage.signInAgain()).state.status).toBe('signed-in');
        }
      });
    }

    for (const [name, fault, status, code] of renewals) {
      test(`${name} · ${status}`, async ({ setUp }) => {
        const stage = await setUp('id_token token');
        const { page } = stage;
        await stage.signIn();
        const before = await storedSession(page);
        stage.server.behave(fault);

        expect(await renew(page)).toEqual({ status, ...(code && { code }) });
        expect(await storedSession(page)).toBe(before);
        await expect(page.locator('#status')).toHaveText('signed-in');
      });
    }
  });
});

async function expectDetails(
  { page }: Stage,
  outcome: Outcome,
  { session = {}, lifetimeSeconds, missing, userInfoError }: Details,
): Promise<void> {
  const actual = await sessionIn(page);
  expect(actual).toMatchObject(session);
  if (lifetimeSeconds) expect(actual.expiresAt - actual.receivedAt).toBe(lifetimeSeconds * 1000);
  expect(userInfoErrors(outcome)).toEqual(userInfoError ? [userInfoError] : []);
  const narrowed = outcome.events.filter(({ type }) => type === 'scope-narrowed');
  expect(narrowed.map((event) => event['missing'])).toEqual(missing ? [missing] : []);
}

test('each of the seventeen oddities has its proof', () => {
  expect(SERVERS_IN_THE_WILD).toHaveLength(17);
  for (const { signIns = [], renewals = [], provenBy = [] } of SERVERS_IN_THE_WILD) {
    expect([...signIns, ...renewals, ...provenBy]).not.toEqual([]);
    for (const [file, words] of provenBy)
      expect(readFileSync(`${import.meta.dirname}/../${file}`, 'utf8')).toContain(words);
  }
});
