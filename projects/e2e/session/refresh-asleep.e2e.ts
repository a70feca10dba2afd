import { signIn } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { getTimesheets } from './api-requests.ts';
import { expect, expectNoneTwice, refreshesAt, test } from './by-refresh-token.ts';
import { freezePage } from './freeze-page.ts';
import { events, outcomes, renew, sessionIn, statusOf } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expectAll, openTabs } from './several-tabs.ts';

test('A22 A33 R72 a frozen tab that wakes after its tokens have expired goes on with those that another has got meanwhile', async ({
  page,
  context,
  started,
  withGate,
}) => {
  const { app, api, gate } = await withGate({ accessTokenSeconds: 6 });
  await signIn(tabOf(page), app);
  const [another] = await openTabs(context, app, 1);
  if (!another) throw new Error('No other tab was opened.');
  await expectAll([page, another], 'signed-in');
  const requests = watchRequestsSeenBy(api, started);
  const { accessToken, expiresAt } = await sessionIn(page);
  const refreshedBefore = refreshesAt(gate).length;
  const goOn = await freezePage(page);
  await expect.poll(() => refreshesAt(gate).length).toBeGreaterThan(refreshedBefore + 1);
  await expect.poll(() => Date.now()).toBeGreaterThan(expiresAt);

  // It asks as soon as it can.
  const answer = getTimesheets(page, { api });
  await goOn();
  expect(await answer).toBe(200);
  expect(await getTimesheets(another, { api })).toBe(200);
  const shown = requests.filter(({ line }) => line === 'GET /timesheets').map(({ headers }) => headers.authorization);
  expect(shown).not.toContain(`Bearer ${accessToken}`);
  // None was refused and sent again.
  expect(linesOf(requests)).toEqual(['GET /timesheets', 'GET /timesheets']);
  expect(await events(page)).toEqual(['session-received']);
  expectNoneTwice(gate);
  expect(gate.requests.filter(({ form }) => form.has('code'))).toHaveLength(1);
  expect([await statusOf(page), await statusOf(another)]).toEqual(['signed-in', 'signed-in']);
});

test('A21 A33 R72 a tab that is frozen between its refresh and the answer goes on, as does another that has asked the server otherwise meanwhile', async ({
  page,
  context,
  withGate,
}) => {
  const { app, api, gate } = await withGate();
  await signIn(tabOf(page), app);
  const [another] = await openTabs(context, app, 1);
  if (!another) throw new Error('No other tab was opened.');
  // For its turn it does not wait as long as it would.
  await another.addInitScript(() => {
    const wait = setTimeout;
    const shortly = (run: TimerHandler, milliseconds?: number) => wait(run, milliseconds === 15_000 ? 0 : milliseconds);
    Object.assign(globalThis, { setTimeout: shortly });
  });
  await another.reload();
  await expectAll([page, another], 'signed-in');
  const { promise: mayGo, resolve: letGo } = Promise.withResolvers<null>();
  gate.pass(async (form, toServer) => {
    const answer = await toServer();
    if (form.has('refresh_token')) await mayGo;
    return answer;
  });
  await page.evaluate(() => void probe.auth.renew());
  await expect.poll(() => refreshesAt(gate)).toHaveLength(1);
  const goOn = await freezePage(page);
  expect(await renew(another)).toEqual({ status: 'renewed' });
  letGo(null);
  await goOn();

  await expect.poll(() => outcomes(page)).toEqual(['renewed']);
  for (const tab of [page, another]) expect(await getTimesheets(tab, { api })).toBe(200);
  expect(await Promise.all([page, another].map(renew))).toEqual([{ status: 'renewed' }, { status: 'renewed' }]);
  expectNoneTwice(gate);
});
