import type { Page } from '@playwright/test';
import { promptsAsked } from '../conformance/authorization-requests.ts';
import { ageSession } from './age-session.ts';
import { getTimesheets, tokensShown } from './api-requests.ts';
import { holdRequests } from './hold-requests.ts';
import { events, outcomes, sessionIn } from './in-app.ts';
import { issuedLater } from './issued-later.ts';
import { PATIENT } from './patient.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { KNOWS_NOBODY } from './silent-refusals.ts';
import { expect, signIn, test } from './test.ts';
import { watchJourney } from './watch-journey.ts';

const LIFETIME_SECONDS = 40;
/** Within the leeway of clocks: the page's runs ahead of the server's by as much. */
const SLEEP_MS = 50_000;

/** Takes note of whether somebody counts as signed in, from now on. */
async function watchPerson(page: Page): Promise<() => Promise<readonly boolean[]>> {
  const seen = await page.evaluateHandle(() => {
    const values: boolean[] = [];
    probe.auth.isAuthenticated$.subscribe((value) => values.push(value));
    return values;
  });
  return () => seen.jsonValue();
}

test('A22 R52 a frozen tab that wakes after the deadline has its first request wait for the renewal', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({
    renewal: PATIENT,
    behaviour: { lifetimeSeconds: () => LIFETIME_SECONDS },
  });
  await page.clock.install();
  await signIn(page, app);
  const before = await sessionIn(page);
  const person = await watchPerson(page);
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(page, `${server.url}/authorize`);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await page.clock.setSystemTime(Date.now() + SLEEP_MS);
  const asked = page.waitForRequest(`${server.url}/authorize?*`);
  await devTools.send('Page.setWebLifecycleState', { state: 'active' });
  const answer = getTimesheets(page, server);
  await asked;

  expect(await page.evaluate(() => probe.state())).toEqual({
    status: 'renewing',
    session: { ...before, accessToken: null, idToken: null },
  });
  expect(await page.evaluate(() => [probe.auth.accessToken(), probe.auth.idToken()])).toEqual([null, null]);
  expect(linesOf(requests)).toEqual([]);
  letGo();
  expect(await answer).toBe(200);
  const after = await sessionIn(page);
  expect(tokensShown(server)).toEqual([`Bearer ${after.accessToken}`]);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /api/timesheets']);
  expect(await person()).toEqual([true]);
  expect(await events(page)).toEqual(['renewal-ended']);
});

test('A22 R52 a page that is opened with a session that has expired has its guard wait for the renewal', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer({ renewal: PATIENT });
  await signIn(page, app);
  const before = await sessionIn(page);
  await ageSession(page, 700);
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(page, `${server.url}/authorize`);
  const journey = watchJourney(page);
  await page.goto(`${app}/secret?year=2026#march`, { waitUntil: 'commit' });
  await expect(page.locator('#status')).toHaveText('renewing');
  const answer = getTimesheets(page, server);
  expect(await page.evaluate(() => probe.state())).toEqual({ status: 'renewing', session: null });
  await expect(page.locator('main')).toBeEmpty();
  expect(linesOf(requests)).toEqual([]);
  letGo();

  await expect(page.locator('main')).toHaveText('secret page');
  expect(new Set(journey)).toEqual(new Set([`${app}/secret?year=2026#march`]));
  expect(await answer).toBe(200);
  const after = await sessionIn(page);
  expect(tokensShown(server)).toEqual([`Bearer ${after.accessToken}`]);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /api/timesheets']);
  expect(server.record.to('authorize').at(-1)?.query.get('id_token_hint')).toBe(before.idToken);
});

test('A22 R50 a page that is opened with a session that has expired, and can be renewed no more, goes to the server once', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ renewal: PATIENT });
  await signIn(page, app);
  await ageSession(page, 700);
  server.behave(KNOWS_NOBODY);
  await page.goto(`${app}/secret?year=2026#march`, { waitUntil: 'commit' });

  await expect(page.locator('main')).toHaveText('secret page');
  await expect(page).toHaveURL(`${app}/secret?year=2026#march`);
  expect(promptsAsked(server)).toEqual([null, 'none', null]);
});

/** The greatest leeway that an app can give to clocks. */
const LEEWAY_SECONDS = 300;
/** How far a clock is off: within the leeway, with some seconds left for the test. */
const OFF_MS = 285_000;

const JUMPS: readonly (readonly [name: string, fromMs: number, toMs: number])[] = [
  ['ahead', -OFF_MS, OFF_MS],
  ['back', OFF_MS, -OFF_MS],
];

for (const [name, fromMs, toMs] of JUMPS) {
  test(`A27 A22 a clock that is set ${name} by ten minutes ends no session, and has no token live for ever`, async ({
    page,
    started,
    withServer,
  }) => {
    const { app, server } = await withServer({
      config: { clockSkewSeconds: LEEWAY_SECONDS },
      renewal: { ...PATIENT, leadSeconds: 60 },
    });
    await page.clock.install({ time: Date.now() + fromMs });
    await signIn(page, app);
    const person = await watchPerson(page);
    const requests = watchRequestsSeenBy(server.url, started);
    await page.clock.setSystemTime(Date.now() + toMs);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    // By a clock that was set ahead the lifetime is nearly over.
    const early = name === 'ahead' ? ['renewed'] : [];
    await expect.poll(() => outcomes(page)).toEqual(early);
    expect(await getTimesheets(page, server)).toBe(200);
    const first = await sessionIn(page);
    expect(tokensShown(server)).toEqual([`Bearer ${first.accessToken}`]);
    expect(linesOf(requests)).toEqual([...early.map(() => 'GET /authorize'), 'GET /api/timesheets']);

    // The lifetime of the token passes, at the server as well, whatever the clocks say.
    const lifetimeMs = first.expiresAt - first.receivedAt;
    server.behave(issuedLater(lifetimeMs));
    await page.clock.fastForward(lifetimeMs);
    await expect.poll(() => outcomes(page)).toEqual([...early, 'renewed']);
    expect((await sessionIn(page)).accessToken).not.toBe(first.accessToken);
    expect(await person()).toEqual([true]);
    expect(linesOf(requests).slice(early.length + 1)).toEqual(['GET /authorize']);
  });
}
