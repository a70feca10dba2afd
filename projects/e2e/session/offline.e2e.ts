import { getTimesheets } from './api-requests.ts';
import { events, expectNoFrames, outcomes, sessionIn, statusOf } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expect, signIn, test } from './test.ts';

const LIFETIME_SECONDS = 40;
const LEAD_SECONDS = 20;
/** How long each try waits for a connection. */
const TIMEOUT_SECONDS = 5;

test('R52 A22 a device that is offline across the time of renewal and beyond the deadline renews once it is online', async ({
  page,
  context,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({
    renewal: { leadSeconds: LEAD_SECONDS, timeoutSeconds: TIMEOUT_SECONDS },
    behaviour: { lifetimeSeconds: () => LIFETIME_SECONDS },
    // The page's clock runs ahead of the server's.
    config: { clockSkewSeconds: 300 },
  });
  await page.clock.install();
  await signIn(page, app);
  const before = await sessionIn(page);
  const requests = watchRequestsSeenBy(server.url, started);
  const isAuthenticated = await page.evaluateHandle(() => {
    const seen: boolean[] = [];
    probe.auth.isAuthenticated$.subscribe((value) => seen.push(value));
    return seen;
  });
  await context.setOffline(true);

  // The time of renewal: a try ends in vain, and the session goes on with its token.
  await page.clock.pauseAt(before.expiresAt - 1_000 * (LEAD_SECONDS - 1));
  const triedInVain = async () => {
    await page.clock.runFor(1_000);
    return outcomes(page);
  };
  await expect.poll(triedInVain, { intervals: [100] }).toEqual(['unreachable']);
  expect(await statusOf(page)).toBe('signed-in');
  expect((await sessionIn(page)).accessToken).toBe(before.accessToken);
  // The deadline: without an answer it ends.
  const statusLater = async () => {
    await page.clock.runFor(1_000);
    return statusOf(page);
  };
  await expect.poll(statusLater, { intervals: [100] }).toBe('signed-out');
  expect(await page.evaluate(() => probe.auth.accessToken())).toBeNull();
  expect(await page.evaluate(() => Date.now())).toBeGreaterThanOrEqual(before.expiresAt);
  expect(new Set(await outcomes(page))).toEqual(new Set(['unreachable']));
  expect(linesOf(requests)).toEqual([]);

  await page.clock.resume();
  await context.setOffline(false);
  await expect(page.locator('#status')).toHaveText('signed-in');
  await expect.poll(async () => (await outcomes(page)).at(-1)).toBe('renewed');
  const after = await sessionIn(page);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(after.claims?.sub).toBe(before.claims?.sub);
  expect(await getTimesheets(page, server)).toBe(200);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /api/timesheets']);
  expect((await events(page)).filter((type) => type !== 'renewal-ended')).toEqual(['session-expired']);
  expect(await isAuthenticated.jsonValue()).toEqual([true, false, true]);
  await expectNoFrames(page);
});
