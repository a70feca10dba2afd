import { boolean, sample } from 'fast-check';
import { tabOf } from '../engines/chromium.ts';
import { expect, expectNoneTwice, refreshesAt, renewAll, signedInTabs, test } from './by-refresh-token.ts';
import { sessionIn, statusOf } from './in-app.ts';

const ROUNDS = 10;
/** By which lot an answer is lost: the first rounds have each kind. */
const SEED = 3;

test('R72 R74 A33 three tabs renew while answers of the token endpoint are lost at random: no refresh token is sent again, and the session goes on', async ({
  page,
  withGate,
}) => {
  const { app, gate } = await withGate();
  const tabs = await signedInTabs(tabOf(page), app, 3);
  const lots = sample(boolean(), { seed: SEED, numRuns: 200 });
  let lost = 0;
  gate.pass(async (_, toServer) => {
    const answer = await toServer();
    if (!lots.pop()) return answer;
    lost++;
    return null;
  });
  const seen = new Set<unknown>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const status of await renewAll(tabs, gate)) seen.add(status);
    expect(await Promise.all(tabs.map(statusOf))).not.toContain('signed-out');
  }

  // A session that no answer came for goes on, and is renewed as soon as one does.
  expect([...seen].sort()).toEqual(['renewed', 'unreachable']);
  expect(lost).toBeGreaterThan(ROUNDS / 2);
  gate.pass((_, toServer) => toServer());
  expect(await renewAll(tabs, gate)).toEqual(tabs.map(() => 'renewed'));
  expectNoneTwice(gate);
  expect(refreshesAt(gate).length).toBeLessThanOrEqual(ROUNDS + 1);
  for (const tab of tabs) {
    await expect.poll(async () => (await sessionIn(tab)).accessToken).toBe((await sessionIn(tabOf(page))).accessToken);
  }
});
