import type { Page } from '@playwright/test';
import { startApi } from '../../sandbox/api/start-api.ts';
import { openApp, signIn as signInAlice } from '../attacks/sign-in.ts';
import { tabOf } from '../engines/chromium.ts';
import { events, expectNoFrames, outcomes, renew, sessionIn, storedSession } from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { expect, test } from './test.ts';

/** A working day, with a token for every couple of minutes. */
const RENEWALS = 200;
/**
 * So many of them come by themselves, each after half a lifetime. The test asks for the others, as it cannot last a
 * day.
 */
const BY_THEMSELVES = 8;
/** A token names the second of its end, so it may end up to one second early. */
const LIFETIME_SECONDS = 8;

/** Collects the tokens that a tab has from now on. */
async function collectTokens(tab: Page): Promise<() => Promise<readonly (string | null)[]>> {
  const tokens = await tab.evaluateHandle(() => {
    const seen: (string | null)[] = [];
    probe.auth.accessToken$.subscribe((token) => seen.push(token));
    return seen;
  });
  return () => tokens.jsonValue();
}

test('R50 R52 R54 A21 A22 a day in three tabs: two hundred renewals, one request for each, and one sign-out', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  test.setTimeout(300_000);
  const resourceServers: string[] = [];
  const { app, issuer } = await withSandbox({
    accessTokenSeconds: LIFETIME_SECONDS,
    config: { scope: 'openid profile read:timesheets', resourceServers },
    tabSync: {},
    renewal: { leadSeconds: LIFETIME_SECONDS / 2, timeoutSeconds: 60 },
  });
  const api = started(await startApi({ port: 0, appOrigins: [app], issuer }));
  resourceServers.push(api.url);
  await signInAlice(tabOf(page), app);
  const tabs = [page, await context.newPage(), await context.newPage()];
  for (const tab of tabs.slice(1)) {
    await openApp(tabOf(tab), app);
    await expect(tab.locator('#status')).toHaveText('signed-in');
  }
  const answers: number[] = [];
  context.on('response', (response) => {
    if (response.url().startsWith(api.url) && response.request().method() === 'GET') answers.push(response.status());
  });
  const askApi = (tab: Page) => tab.evaluate((url) => probe.get(url), `${api.url}/timesheets`);
  // The API asks for the server's keys.
  expect(await askApi(page)).toBe(200);
  const collected = await Promise.all(tabs.map(collectTokens));
  const lengths = await Promise.all(tabs.map((tab) => tab.evaluate(() => history.length)));
  const requests = watchRequestsSeenBy(issuer, started);
  const renewals = () => linesOf(requests).filter((line) => line === 'GET /auth').length;
  // The start: no renewal is under way, and every tab has the same token.
  const first = { token: '', requests: 0 };
  const isReady = async () => {
    const asked = renewals();
    const states = await Promise.all(tabs.map((tab) => tab.evaluate(() => probe.state())));
    const tokens = new Set(states.map((each) => (each.status === 'signed-in' ? each.session.accessToken : null)));
    const [token] = tokens;
    if (tokens.size > 1 || !token || renewals() > asked) return false;
    Object.assign(first, { token, requests: asked });
    return true;
  };
  await expect.poll(isReady).toBe(true);

  const workOn = async () => {
    await Promise.all(tabs.map(askApi));
    return renewals();
  };
  await expect.poll(workOn, { intervals: [500], timeout: 240_000 }).toBeGreaterThanOrEqual(BY_THEMSELVES);
  for (let turn = 0; renewals() < RENEWALS; turn++) {
    const [one, another] = [0, 1].map((offset) => tabs[(turn + offset) % tabs.length]) as [Page, Page];
    const [outcome, status] = await Promise.all([renew(one), turn % 10 ? 200 : askApi(another)]);
    expect([outcome, status]).toEqual([{ status: 'renewed' }, 200]);
  }
  // Each request brought one token, and each token reached every tab.
  const tokensFromTheStart = async () => {
    const seen = await Promise.all(collected.map((tokens) => tokens()));
    return seen.map((tokens) => new Set(tokens.slice(tokens.indexOf(first.token) + 1).filter((token) => token)).size);
  };
  const surplus = async () => (await tokensFromTheStart()).map((tokens) => tokens - (renewals() - first.requests));
  await expect.poll(surplus).toEqual([0, 0, 0]);
  await expect
    .poll(async () => new Set((await Promise.all(tabs.map(sessionIn))).map(({ accessToken }) => accessToken)).size)
    .toBe(1);
  // Now and then, a renewal fetches the server's keys as well.
  expect(new Set(linesOf(requests))).toEqual(new Set(['GET /auth', 'GET /jwks']));
  expect(linesOf(requests).length).toBeLessThanOrEqual(renewals() * 1.2);
  expect(new Set(answers)).toEqual(new Set([200]));

  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  for (const tab of tabs) {
    await expect(tab.locator('#status')).toHaveText('signed-out');
    expect(await storedSession(tab)).toBeNull();
    await expectNoFrames(tab);
    expect(new Set(await outcomes(tab))).toEqual(new Set(['renewed']));
    const told = (await events(tab)).filter((type) => !['renewal-ended', 'session-received'].includes(type));
    expect(told).toEqual([tab === page ? 'signed-out' : 'signed-out other-tab']);
  }
  expect(await Promise.all(tabs.map((tab) => tab.evaluate(() => history.length)))).toEqual(lengths);
});
