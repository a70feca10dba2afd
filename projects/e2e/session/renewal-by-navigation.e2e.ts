import type { Page, Request } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { openApp, signIn as signInAlice } from '../attacks/sign-in.ts';
import { promptsAsked } from '../conformance/authorization-requests.ts';
import { withThese, type Behaviour } from '../conformance/behaviour.ts';
import { ALICE, logIn } from '../test.ts';
import { ageSession } from './age-session.ts';
import {
  events,
  lengthenPauses,
  outcomes,
  queryOf,
  watchRequestsTo,
  sessionIn,
  statusOf,
  storedSession,
  watchFrames,
} from './in-app.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { refusesSilently } from './silent-refusals.ts';
import { expect, signIn, test } from './test.ts';

/** Sessions last 600 seconds here. */
const LIFETIME_SECONDS = 600;
const NEAR_ITS_END_SECONDS = 400;
const LEAD = { leadSeconds: 300, timeoutSeconds: 600 };
const BY_NAVIGATION = { renewal: { ...LEAD, strategy: 'navigation' as const } };
const THERE = '/secret?year=2026&q=a%20b#march';

function isAuthorization(request: Request): boolean {
  return new URL(request.url()).pathname === '/auth';
}

/** Opens the app's public page with a session whose end is near. */
async function openNearTheEnd(page: Page, app: string): Promise<void> {
  await ageSession(page, NEAR_ITS_END_SECONDS);
  await openApp(tabOf(page), app);
}

function navigate(page: Page, url: string): Promise<void> {
  return page.evaluate((target) => void probe.navigate(target), url);
}

test('R50 R51 by navigation, nothing happens until a guarded navigation near the end, which lands where it was going', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(BY_NAVIGATION);
  const frames = await watchFrames(page);
  await page.clock.install();
  await signIn(page, app);
  const requests = watchRequestsSeenBy(server.url, started);
  // While the session is far from its end, there is neither a redirect nor a question.
  await openApp(tabOf(page), app);
  await navigate(page, '/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  await openNearTheEnd(page, app);
  const before = await sessionIn(page);
  await page.clock.runFor(30_000);
  await page.evaluate(() => {
    for (const type of ['focus', 'online']) dispatchEvent(new Event(type));
  });
  await navigate(page, '/?another=public');
  await expect(page).toHaveURL(`${app}/?another=public`);
  expect(linesOf(requests)).toEqual([]);
  expect(await frames()).toEqual([]);
  const length = await page.evaluate(() => history.length);

  await navigate(page, THERE);
  await expect(page).toHaveURL(app + THERE);
  await expect(page.locator('main')).toHaveText('secret page');
  const after = await sessionIn(page);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(after.expiresAt).toBeGreaterThan(before.expiresAt);
  expect(linesOf(requests)).toEqual(['GET /authorize']);
  const asked = server.record.to('authorize').at(-1);
  expect(Object.fromEntries(asked?.query ?? [])).toMatchObject({
    prompt: 'none',
    id_token_hint: before.idToken,
    redirect_uri: `${app}/auth/callback`,
  });
  expect(asked?.headers['sec-fetch-dest']).toBe('document');
  expect(await outcomes(page)).toEqual(['renewed']);
  expect(await frames()).toEqual([]);
  // One entry for the navigation, as without the server.
  expect(await page.evaluate(() => history.length)).toBe(length + 1);
});

test('R50 a server that wants to show its page gets the person at once, and they land where they were going', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({ ...BY_NAVIGATION, accessTokenSeconds: LIFETIME_SECONDS });
  await signInAlice(tabOf(page), app);
  await openNearTheEnd(page, app);
  const before = await sessionIn(page);
  await context.clearCookies();
  const asked = watchRequestsTo(page, issuer);
  const requests = watchRequestsSeenBy(issuer, started);
  await navigate(page, THERE);
  await expect(page.getByLabel('Username')).toBeVisible();
  expect(asked.filter(isAuthorization).map((request) => queryOf(request).get('prompt'))).toEqual(['none', null]);
  expect(linesOf(requests).filter((line) => line === 'GET /auth')).toHaveLength(2);
  await logIn(page, ALICE);
  await page.getByRole('button', { name: 'Allow' }).click();

  await expect(page).toHaveURL(app + THERE);
  expect((await sessionIn(page)).accessToken).not.toBe(before.accessToken);
  expect(linesOf(requests).filter((line) => line === 'GET /auth')).toHaveLength(2);
});

/** Why a redirect renews nothing, although the person is still signed in at the server. */
const FAILURES: readonly (readonly [name: string, Behaviour, outcome: string])[] = [
  ['R52 an error of the server', refusesSilently('server_error'), 'unreachable'],
  ['R51 an answer that fails a check', { claims: withThese({ nonce: 'of-another' }) }, 'refused'],
];

for (const [name, behaviour, outcome] of FAILURES) {
  test(`${name} leaves the session as it was, and is not asked for again`, async ({ page, withServer }) => {
    const { app, server } = await withServer(BY_NAVIGATION);
    await lengthenPauses(page);
    await signIn(page, app);
    await openNearTheEnd(page, app);
    const before = await storedSession(page);
    server.behave(behaviour);
    await navigate(page, THERE);
    await expect(page).toHaveURL(app + THERE);
    await expect(page.locator('main')).toHaveText('secret page');
    expect(await outcomes(page)).toEqual([outcome]);
    for (const url of ['/', THERE, '/', '/secret']) {
      expect(await page.evaluate((target) => probe.navigate(target), url)).toBe(true);
    }

    expect(await statusOf(page)).toBe('signed-in');
    expect(await storedSession(page)).toBe(before);
    expect(promptsAsked(server)).toEqual([null, 'none']);
  });
}

test('R51 somebody else at the server is a sign-out, and the person is told at the callback', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer(BY_NAVIGATION);
  await signIn(page, app);
  await openNearTheEnd(page, app);
  server.behave({ claims: withThese({ sub: 'somebody-else' }) });
  await navigate(page, THERE);

  await expect(page.getByRole('alert')).toContainText('Somebody else has signed in');
  expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'other_person' });
  expect(await storedSession(page)).toBeNull();
  expect(await events(page)).toContain('signed-out other-person');
  expect(await outcomes(page)).toEqual(['other-person']);
  expect(page.url()).toBe(`${app}/auth/callback`);
  expect(promptsAsked(server)).toEqual([null, 'none']);
});

test('R50 renew() leaves the page and comes back to it', async ({ page, started, withServer }) => {
  const { app, server } = await withServer(BY_NAVIGATION);
  await signIn(page, app);
  await openApp(tabOf(page), `${app}/?year=2026#march`);
  const before = await sessionIn(page);
  const requests = watchRequestsSeenBy(server.url, started);
  await page.evaluate(() => void probe.auth.renew());

  await expect.poll(() => outcomes(page).catch(() => [])).toEqual(['renewed']);
  await expect(page).toHaveURL(`${app}/?year=2026#march`);
  expect((await sessionIn(page)).accessToken).not.toBe(before.accessToken);
  expect(linesOf(requests)).toEqual(['GET /authorize']);
});

test('R50 R52 cookies kept out of frames: a redirect finds out, tells it once, and no frame is opened any more', async ({
  page,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox({
    renewal: LEAD,
    accessTokenSeconds: LIFETIME_SECONDS,
    host: '127.0.0.1',
  });
  expect(new URL(app).hostname).not.toBe(new URL(issuer).hostname);
  const frames = await watchFrames(page);
  await signInAlice(tabOf(page), app);
  const requests = watchRequestsSeenBy(issuer, started);
  await openNearTheEnd(page, app);
  await expect.poll(() => outcomes(page)).toEqual(['interaction-required']);
  // Perhaps the person is signed out at the server: the app cannot know yet.
  expect(await events(page)).toEqual(['renewal-ended']);
  expect(linesOf(requests)).toEqual(['GET /auth']);
  expect(await frames()).toHaveLength(1);
  const first = await sessionIn(page);

  await navigate(page, THERE);
  await expect(page).toHaveURL(app + THERE);
  await expect(page.locator('main')).toHaveText('secret page');
  const second = await sessionIn(page);
  expect(second.accessToken).not.toBe(first.accessToken);
  expect(await page.evaluate(() => probe.events.filter(({ type }) => type === 'frames-blocked'))).toEqual([
    { type: 'frames-blocked', code: 'renewal_frame_blocked' },
  ]);
  expect(linesOf(requests)).toEqual(['GET /auth', 'GET /auth']);

  await openNearTheEnd(page, app);
  await navigate(page, THERE);
  await expect(page).toHaveURL(app + THERE);
  expect((await sessionIn(page)).accessToken).not.toBe(second.accessToken);
  expect(await outcomes(page)).toEqual(['renewed']);
  expect(await page.evaluate(() => probe.events.map(({ type }) => type))).not.toContain('frames-blocked');
  expect(await frames()).toEqual([]);
  expect(linesOf(requests)).toEqual(['GET /auth', 'GET /auth', 'GET /auth']);
});
