import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { signIn as signInAlice } from '../attacks/sign-in.ts';
import { ageSession } from './age-session.ts';
import { getTimesheets, tokensShown } from './api-requests.ts';
import { freezePage } from './freeze-page.ts';
import { holdRequests } from './hold-requests.ts';
import { events, outcomes, sessionIn, statusOf, storedSession } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import {
  expectAll,
  waitForAuthorizationRequest,
  beginToRenew,
  expect,
  untilInLine,
  openTabs,
  test,
  TOGETHER,
  tokensIn,
} from './several-tabs.ts';

const TABS = 10;
/** With a lifetime of 600 seconds. */
const NEAR_ITS_END_SECONDS = 400;
/** How long a tab stays in line. */
const LIMIT_MS = 15_000;
/** How long a renewal takes at most, on a busy machine. */
const RENEWAL_MS = 10_000;

test('A21 R52 ten tabs that start at once with a session close to its end make one renewal', async ({
  page,
  context,
  started,
  signedIn: { app, server },
}) => {
  await ageSession(page, NEAR_ITS_END_SECONDS);
  const before = await page.evaluate(() => Object.entries(sessionStorage) as [string, string][]);
  await page.close();
  // Each tab begins with the session storage of that tab, as when a browser restores its tabs.
  await context.addInitScript((entries) => {
    for (const [key, value] of entries) if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, value);
  }, before);
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(context, `${server.url}/authorize`);
  const tabs = await openTabs(context, `${app}/secret`, TABS);
  await expectAll(tabs, 'renewing');
  // Meanwhile each tab has its old session, which has not ended yet.
  await Promise.all(tabs.map((tab) => expect(tab.locator('main')).toHaveText('secret page')));
  letGo();
  await expectAll(tabs, 'signed-in');

  expect(linesOf(requests)).toEqual(['GET /authorize']);
  expect(await tokensIn(tabs)).toEqual(new Set([expect.stringMatching(/^at-/)]));
  expect(await tokensIn(tabs)).not.toEqual(new Set([/at-[\w-]+/.exec(before.join())?.[0]]));
  const received = await Promise.all(tabs.map(events));
  expect(received.flat().filter((event) => event === 'session-received')).toHaveLength(TABS - 1);
  expect(received.flat().filter((event) => event === 'renewal-ended')).toHaveLength(1);
});

test('A21 R52 ten tabs that start at once and find their person signed in at the server ask it once', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ ...TOGETHER, silentSignIn: true });
  await signInAlice(tabOf(page), app);
  await page.close();
  const requests = watchRequestsSeenBy(issuer, started);
  const letGo = await holdRequests(context, `${issuer}/auth`);
  const tabs = await openTabs(context, `${app}/secret`, TABS);
  await expectAll(tabs, 'renewing');
  letGo();
  await expectAll(tabs, 'signed-in');

  expect(linesOf(requests)).toEqual(['GET /.well-known/openid-configuration', 'GET /jwks', 'GET /auth']);
  expect((await tokensIn(tabs)).size).toBe(1);
  for (const tab of tabs) await expect(tab).toHaveURL(`${app}/secret`);
});

test('A21 R52 R54 a sign-out while one tab renews and another is in line ends it for all of them', async ({
  context,
  page,
  started,
  signedIn: { app, server },
}) => {
  const [inLine, leaving] = (await openTabs(context, app, 2)) as [Page, Page];
  await expectAll([inLine, leaving], 'signed-in');
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(context, `${server.url}/authorize`);
  const asked = waitForAuthorizationRequest(context, server);
  const first = beginToRenew(page);
  await asked;
  const second = beginToRenew(inLine);
  await untilInLine(inLine);
  await leaving.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await expectAll([page, inLine], 'signed-out');
  letGo();

  expect(await first).toBe('interaction-required');
  expect(await second).toBe('interaction-required');
  const tabs = [page, inLine, leaving];
  expect(await Promise.all(tabs.map(statusOf))).toEqual(['signed-out', 'signed-out', 'signed-out']);
  expect(await Promise.all(tabs.map(storedSession))).toEqual([null, null, null]);
  // The tab in line asks nothing on behalf of somebody who has left.
  expect(linesOf(requests)).toEqual(['GET /authorize']);
});

test('A21 R52 a tab that is closed in the middle of its renewal does not stop the others', async ({
  page,
  context,
  started,
  signedIn: { app, server },
}) => {
  const others = await openTabs(context, app, 2);
  await expectAll(others, 'signed-in');
  const requests = watchRequestsSeenBy(server.url, started);
  server.behave({ authorization: () => null });
  const asked = waitForAuthorizationRequest(context, server);
  void page.evaluate(() => void probe.auth.renew());
  await asked;
  const renewals = others.map(beginToRenew);
  await Promise.all(others.map(untilInLine));
  await expect.poll(() => linesOf(requests)).toEqual(['GET /authorize']);
  server.behave({});
  await page.close();

  expect(await Promise.all(renewals)).toEqual(['renewed', 'renewed']);
  expect((await tokensIn(others)).size).toBe(1);
  expect(linesOf(requests)).toEqual(['GET /authorize', 'GET /authorize']);
});

test('A21 A22 R52 a tab that is frozen in the middle of its renewal holds up no guard and no request of another, and its renewal for no longer than 15 seconds', async ({
  page,
  context,
  started,
  signedIn: { app, server },
}) => {
  const [another] = (await openTabs(context, app, 1)) as [Page];
  await expectAll([another], 'signed-in');
  const before = await sessionIn(another);
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(page, `${server.url}/authorize`);
  const asked = waitForAuthorizationRequest(context, server);
  await page.evaluate(() => void probe.auth.renew());
  await asked;
  const goOn = await freezePage(page);
  let isFrozen = true;
  const status = statusOf(page).finally(() => (isFrozen = false));
  const began = performance.now();
  const renewal = beginToRenew(another);
  await untilInLine(another);
  expect(await another.evaluate(() => probe.navigate('/secret'))).toBe(true);
  expect(await getTimesheets(another, server)).toBe(200);
  expect(tokensShown(server)).toEqual([`Bearer ${before.accessToken}`]);
  expect(await statusOf(another)).toBe('renewing');

  expect(await renewal).toBe('renewed');
  expect(performance.now() - began).toBeLessThan(LIMIT_MS + RENEWAL_MS);
  expect(isFrozen).toBe(true);
  expect((await sessionIn(another)).accessToken).not.toBe(before.accessToken);
  await goOn();
  expect(await status).toBe('renewing');
  letGo();
  await expectAll([page, another], 'signed-in');
  expect(await outcomes(page)).toEqual(['renewed']);
  expect(await tokensIn([page, another])).not.toContain(before.accessToken);
  expect(linesOf(requests)).toEqual(['GET /api/timesheets', 'GET /authorize', 'GET /authorize']);
});
