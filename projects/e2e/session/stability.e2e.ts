import type { Page, TestInfo } from '@playwright/test';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import type { RunningServer } from '../../sandbox/loopback-server.ts';
import { tabOf } from '../engines/chromium.ts';
import { until } from '../engines/in-page.ts';
import { startMisbehavingServer, type MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { deployApp, type DeployedApp } from './deploy-app.ts';
import { renew, sessionIn, statusOf } from './in-app.ts';
import { asksFirst, expectOutcomes, openForm, openPopup } from './popup.ts';
import type { Started } from '../started.ts';
import { expect, signIn, test } from './test.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** Beyond what one timer can count, for the timers of the deadline and of the renewal. */
const LIFETIME_SECONDS = 60 * DAY_SECONDS;

const ALL_FEATURES = {
  renewal: {},
  silentSignIn: true,
  tabSync: {},
  sessionManagement: { intervalSeconds: 0.1 },
} satisfies Partial<ProbeSettings>;

interface AppOptions extends Pick<DeployedApp, 'build' | 'navigationUrls'>, Partial<ProbeSettings> {
  readonly started: Started;
}

/** Starts an app with all features on, and a server; nobody is signed in yet. */
async function start(
  testInfo: TestInfo,
  { started, build, navigationUrls, ...options }: AppOptions,
): Promise<{ readonly app: RunningServer; readonly server: MisbehavingServer }> {
  const server = started(await startMisbehavingServer({ lifetimeSeconds: () => LIFETIME_SECONDS }));
  const settings = { ...ALL_FEATURES, ...options, config: { issuer: server.url, clientId: 'relying-party' } };
  const app = await deployApp({ folder: testInfo.outputPath('app'), build, navigationUrls, settings });
  return { app: started(app), server };
}

/** Waits until Angular's worker controls the page and has the whole app in the cache of its files. */
async function untilControlled(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    if (!navigator.serviceWorker.controller) return false;
    const { hashTable } = (await (await fetch('/ngsw.json')).json()) as { hashTable: Record<string, string> };
    const files = (await caches.keys()).find((name) => name.endsWith(':assets:app:cache'));
    if (!files) return false;
    const cache = await caches.open(files);
    const cached = await Promise.all(Object.keys(hashTable).map((path) => cache.match(path)));
    return cached.every((response) => !!response);
  });
}

/** The addresses and contents of everything in the page's caches, and what Angular's worker logs. */
function knownToWorker(page: Page): Promise<{ readonly cached: string; readonly log: string }> {
  return page.evaluate(async () => {
    const entries = (await caches.keys()).map(async (name) => {
      const cache = await caches.open(name);
      const texts = (await cache.keys()).map(async (request) => {
        const response = await cache.match(request);
        return `${request.url} ${(await response?.text()) ?? ''}`;
      });
      return (await Promise.all(texts)).join();
    });
    return { cached: (await Promise.all(entries)).join(), log: await (await fetch('/ngsw/state')).text() };
  });
}

/** Waits until the server's frame has been asked five times more. */
async function untilAskedAgain({ record }: MisbehavingServer): Promise<void> {
  const before = record.to('session-check').length;
  await expect.poll(() => record.to('session-check').length).toBeGreaterThanOrEqual(before + 5);
}

function renderings(page: Page): Promise<number> {
  return page.evaluate(() => probe.renderings());
}

for (const [name, build] of [
  ['without zone.js', 'probe'],
  ['with zone.js', 'probe-zone'],
] as const) {
  test(`A25 signed in ${name}, the app is stable, gets Angular's service worker, and a sign-in under it leaves nothing there`, async ({
    page,
    started,
  }, testInfo) => {
    const { app, server } = await start(testInfo, { started, build, serviceWorker: true });
    await signIn(page, app.url);
    await untilControlled(page);
    // The sign-in may have left a moment in which the app was stable. On the next page the timers run from the start.
    await page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    });
    await page.goto(app.url);
    await untilControlled(page);
    await page.evaluate(() => probe.stable());
    expect(await statusOf(page)).toBe('signed-in');
    await untilAskedAgain(server);
    expect(server.record.to('authorize')).toHaveLength(1);

    const sessions = [await sessionIn(page)];
    await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
    // From here on every page, those at the redirect URIs included, is the worker's.
    await app.close();
    await signIn(page, app.url);
    sessions.push(await sessionIn(page));
    expect(await renew(page)).toEqual({ status: 'renewed' });
    sessions.push(await sessionIn(page));
    const tokens = new Set(sessions.flatMap(({ accessToken, idToken }) => [accessToken ?? '', idToken ?? '']));
    expect(tokens.size).toBe(6);

    const { cached, log } = await knownToWorker(page);
    expect(cached).toContain(`${app.url}/index.html`);
    expect(log).toContain('Driver state: NORMAL');
    expect([...tokens].filter((token) => (cached + log).includes(token))).toEqual([]);
    expect(cached + log).not.toContain('access_token=');
  });

  test(`the page at the redirect URI comes to rest ${name}, in a language that is loaded`, async ({
    page,
    started,
  }, testInfo) => {
    const { app } = await start(testInfo, { started, build, silentSignIn: false, language: 'german' });
    await page.goto(`${app.url}/auth/callback`);
    await expect(page.getByRole('alert')).toContainText('Hier wartet keine Anmeldung.');
    // It is stable, too, while the browser loads what it shows next.
    const renderingsInTwoFrames = async () => {
      await page.evaluate(() => probe.stable());
      const before = await renderings(page);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return (await renderings(page)) - before;
    };

    await expect.poll(renderingsInTwoFrames).toBe(0);
  });

  test(`nothing that passes without a change of state has the app ${name} checked for changes`, async ({
    page,
    started,
  }, testInfo) => {
    const { app, server } = await start(testInfo, { started, build });
    await page.clock.install();
    await signIn(page, app.url);
    await page.evaluate(() => probe.stable());
    await untilAskedAgain(server);
    const before = await renderings(page);
    await untilAskedAgain(server);
    // Two timers have counted as far as they can, and begin again.
    await page.clock.fastForward(25 * DAY_SECONDS * 1000);
    await page.evaluate(() => {
      for (const type of ['online', 'focus', 'pageshow', 'visibilitychange'])
        document.dispatchEvent(new Event(type, { bubbles: true }));
    });
    await untilAskedAgain(server);

    expect(await renderings(page)).toBe(before);
    expect(server.record.to('authorize')).toHaveLength(1);
    // A minute before the end there has to be a renewal.
    await page.clock.fastForward((35 * DAY_SECONDS - 60) * 1000);
    await expect.poll(() => server.record.to('authorize').length).toBe(2);
    await expect.poll(() => renderings(page)).toBeGreaterThan(before);
  });

  test(`an app ${name} is stable while a silent sign-in still waits for the server`, async ({
    page,
    started,
  }, testInfo) => {
    const { app, server } = await start(testInfo, { started, build, tabSync: undefined });
    for (const endpoint of ['authorize?*', '.well-known/openid-configuration']) {
      const { promise: isAsked, resolve } = Promise.withResolvers<null>();
      // Never answered.
      await page.route(`${server.url}/${endpoint}`, () => resolve(null));
      await page.goto(app.url);
      await isAsked;
      await page.evaluate(() => probe.stable());
      expect(await statusOf(page)).toBe('renewing');
      await expect(page.locator('main')).toHaveText('public page');
    }
  });

  test(`an app ${name} is stable while a popup is open, and is not checked for changes meanwhile`, async ({
    page,
    started,
  }, testInfo) => {
    const { app, server } = await start(testInfo, { started, build, silentSignIn: false });
    server.behave(asksFirst());
    await page.clock.install();
    const tab = tabOf(page);
    await openForm(tab, app.url);
    const popup = await openPopup(tab);
    await until(popup, () => document.querySelector('#allow') !== null);
    // What the opening itself has Angular check may wait for a timer.
    await page.clock.runFor(1_000);
    await page.evaluate(() => probe.stable());
    const before = await renderings(page);
    // Its address is read ten times, and the page is used.
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.clock.runFor(1_000);
    await page.evaluate(() => probe.stable());

    expect(await renderings(page)).toBe(before);
    await popup.click('#allow');
    await expectOutcomes(tab, 'done');
    await expect.poll(() => renderings(page)).toBeGreaterThan(before);
  });
}

test("A25 Angular's service worker that leaves the callback to the network logs a response that the network fails", async ({
  page,
  context,
  started,
}, testInfo) => {
  const { app } = await start(testInfo, {
    started,
    build: 'probe',
    serviceWorker: true,
    navigationUrls: ['/**', '!/auth/callback', '!/**/*.*', '!/**/*__*', '!/**/*__*/**'],
  });
  await signIn(page, app.url);
  await untilControlled(page);
  // The first page that is the worker's from the start.
  await page.goto(app.url);
  await untilControlled(page);
  await page.evaluate(() => probe.auth.logout({ scope: 'local' }));
  await app.close();
  await page.goto(`${app.url}/secret`, { waitUntil: 'commit' });
  const another = await context.newPage();
  await another.goto(app.url);

  const log = async () => (await knownToWorker(another)).log;
  await expect.poll(log).toContain(`${app.url}/auth/callback#access_token=`);
  expect((await knownToWorker(another)).cached).not.toContain('access_token=');
});
