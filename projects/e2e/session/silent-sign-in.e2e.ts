import { tabOf } from '../engines/chromium.ts';
import { openApp, signIn as signInAlice } from '../attacks/sign-in.ts';
import { promptsAsked } from '../conformance/authorization-requests.ts';
import { withThese } from '../conformance/behaviour.ts';
import { holdRequests } from './hold-requests.ts';
import { events, expectNoFrames, outcomes, statusOf } from './in-app.ts';
import { PATIENT } from './patient.ts';
import { linesOf, watchRequestsSeenBy } from './requests-seen.ts';
import { KNOWS_NOBODY } from './silent-refusals.ts';
import { expect, signIn, test } from './test.ts';
import { watchJourney } from './watch-journey.ts';

const SILENT = { silentSignIn: true, renewal: PATIENT };

test('R50 who is signed in at the server is signed in here without a click, and the guard waits for it', async ({
  page,
  context,
  started,
  withSandbox,
}) => {
  const { app, issuer } = await withSandbox(SILENT);
  await signInAlice(tabOf(page), app);
  const newcomer = await context.newPage();
  const journey = watchJourney(newcomer);
  const requests = watchRequestsSeenBy(issuer, started);
  const letGo = await holdRequests(newcomer, `${issuer}/auth`);
  await newcomer.goto(`${app}/secret?year=2026#march`, { waitUntil: 'commit' });
  await expect(newcomer.locator('#status')).toHaveText('renewing');
  expect(await newcomer.evaluate(() => probe.state())).toEqual({ status: 'renewing', session: null });
  expect(await newcomer.evaluate(() => probe.auth.isAuthenticated())).toBe(false);
  await expect(newcomer.locator('main')).toBeEmpty();
  letGo();

  await expect(newcomer.locator('main')).toHaveText('secret page');
  expect(await newcomer.evaluate(() => probe.auth.claims()?.sub)).toBe('alice');
  expect(new Set(journey)).toEqual(new Set([`${app}/secret?year=2026#march`]));
  expect(linesOf(requests)).toEqual(['GET /.well-known/openid-configuration', 'GET /jwks', 'GET /auth']);
  expect(await events(newcomer)).toEqual(['renewal-ended']);
  await expectNoFrames(newcomer);
});

test('R50 an anonymous visitor sees the page without waiting for the answer', async ({ page, started, withServer }) => {
  const { app, server } = await withServer({ ...SILENT, behaviour: KNOWS_NOBODY });
  const requests = watchRequestsSeenBy(server.url, started);
  const letGo = await holdRequests(page, `${server.url}/authorize`);
  await page.goto(app, { waitUntil: 'commit' });
  await expect(page.locator('main')).toHaveText('public page');
  expect(await statusOf(page)).toBe('renewing');
  letGo();

  await expect(page.locator('#status')).toHaveText('signed-out');
  await expect(page.locator('main')).toHaveText('public page');
  expect(await events(page)).toEqual(['renewal-ended']);
  expect(await outcomes(page)).toEqual(['interaction-required']);
  expect(linesOf(requests)).toEqual(['GET /.well-known/openid-configuration', 'GET /keys', 'GET /authorize']);
  await expectNoFrames(page);
});

test('R50 R52 an anonymous visitor of a guarded page is sent to the server by one redirect after the one frame', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ ...SILENT, behaviour: KNOWS_NOBODY });
  await signIn(page, app);

  expect(promptsAsked(server)).toEqual(['none', null]);
});

test('R50 R54 after a sign-out the tab asks no more, until somebody has signed in again', async ({
  page,
  started,
  withServer,
}) => {
  const { app, server } = await withServer(SILENT);
  await signIn(page, app);
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  const requests = watchRequestsSeenBy(server.url, started);
  for (const path of ['/', '/?again']) {
    await openApp(tabOf(page), app + path);
    expect(await statusOf(page)).toBe('signed-out');
    await expect(page.locator('main')).toHaveText('public page');
  }
  expect(linesOf(requests)).toEqual([]);

  // A sign-in by click. The session is lost afterwards, not ended.
  await page.evaluate(() => void probe.auth.login({ returnTo: '/secret' }));
  await expect(page.locator('main')).toHaveText('secret page');
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) if (key.endsWith(' session')) sessionStorage.removeItem(key);
  });
  const asked = server.record.to('authorize').length;
  await page.goto(app);
  await expect(page.locator('#status')).toHaveText('signed-in');
  expect(promptsAsked(server).slice(asked)).toEqual(['none']);
});

test('R50 R52 while the server is down the page works, and nobody is signed in', async ({ page, withServer }) => {
  const { app, server } = await withServer(SILENT);
  await page.route(`${server.url}/**`, (route) => route.abort('connectionrefused'));
  await page.goto(app);

  await expect(page.locator('#status')).toHaveText('signed-out');
  await expect(page.locator('main')).toHaveText('public page');
  expect(await outcomes(page)).toEqual(['unreachable']);
  expect(await page.evaluate((url) => probe.get(url), `${app}/silent-renewal.html`)).toBe(200);
  await expectNoFrames(page);
});

test('R51 a silent answer with a bad nonce signs nobody in', async ({ page, withServer }) => {
  const { app, server } = await withServer({ ...SILENT, behaviour: { claims: withThese({ nonce: 'of-another' }) } });
  await page.goto(app);

  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await outcomes(page)).toEqual(['refused']);
  expect(server.record.to('authorize')).toHaveLength(1);
});
