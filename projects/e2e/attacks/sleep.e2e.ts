import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';
import type { Witness } from './witness.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Has the app ask the API, and tells which Authorization header it sent. */
async function askApi(page: Page, api: Witness): Promise<unknown> {
  await page.evaluate((url) => probe.get(url), `${api.url}/public`);
  return api.requests.filter(({ method }) => method === 'GET').at(-1)?.headers['authorization'];
}

const BEARER: unknown = expect.stringMatching(/^Bearer ./);

test('A22 a clock that jumps 30 days ahead, before any timer has fired, sends no expired token', async ({
  page,
  setStage,
}) => {
  const { app, api } = await setStage();
  await page.clock.install();
  await signIn(tabOf(page), app);
  expect(await askApi(page, api)).toEqual(BEARER);

  await page.clock.setSystemTime(Date.now() + 30 * DAY_MS);
  expect(await askApi(page, api)).toBeUndefined();
  expect(await page.evaluate(() => probe.state())).toEqual({ status: 'signed-out' });
});

test('A22 a guard that is asked first after the jump lets nobody in', async ({ page, setStage }) => {
  const { app, issuer } = await setStage();
  await page.clock.install();
  await signIn(tabOf(page), app);

  await page.clock.setSystemTime(Date.now() + 30 * DAY_MS);
  const asked = page.waitForRequest((request) => request.url().startsWith(`${issuer}/auth?`));
  await page.evaluate(() => void probe.navigate('/secret'));
  await asked;
});

test('A22 a tab that was frozen past the deadline sends no expired token when it wakes', async ({ page, setStage }) => {
  const { app, api } = await setStage();
  await page.clock.install();
  await signIn(tabOf(page), app);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await page.clock.setSystemTime(Date.now() + DAY_MS);
  await devTools.send('Page.setWebLifecycleState', { state: 'active' });

  expect(await askApi(page, api)).toBeUndefined();
});

test('A22 R24 a deadline beyond what a timer can count does not come at once, over and over', async ({
  page,
  setStage,
}) => {
  const { app, api } = await setStage({ accessTokenSeconds: (40 * DAY_MS) / 1000 });
  await signIn(tabOf(page), app);

  // While the request goes to and fro, a timer that fires at once would fire many times.
  const states = await page.evaluate(async (url) => {
    const seen: string[] = [];
    const subscription = probe.auth.state$.subscribe(({ status }) => seen.push(status));
    await probe.get(url);
    subscription.unsubscribe();
    return seen;
  }, `${api.url}/public`);
  expect(states).toEqual(['signed-in']);
});

test('A22 R24 a lifetime longer than a timer can count ends when it is over', async ({ page, setStage }) => {
  const { app, api } = await setStage({ accessTokenSeconds: (40 * DAY_MS) / 1000 });
  await page.clock.install();
  await signIn(tabOf(page), app);

  await page.clock.fastForward(30 * DAY_MS);
  expect(await askApi(page, api)).toEqual(BEARER);
  await page.clock.fastForward(11 * DAY_MS);
  await expect(page.locator('#status')).toHaveText('signed-out');
  expect(await askApi(page, api)).toBeUndefined();
});
