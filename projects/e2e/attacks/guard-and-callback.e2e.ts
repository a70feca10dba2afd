import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { until } from '../engines/in-page.ts';
import { pendingSignIns } from '../session-storage.ts';
import { allow, goToConsentPage, openApp } from './sign-in.ts';
import { expect, test } from './test.ts';

/** Collects the authorization requests that leave from now on. */
function watchAuthorizationRequests(page: Page, issuer: string): string[] {
  const requests: string[] = [];
  page.on('request', (request) => request.url().startsWith(`${issuer}/auth?`) && requests.push(request.url()));
  return requests;
}

test('A20 a guard, a login and a request that come while a response is dealt with wait for it: one sign-in only', async ({
  page,
  setStage,
}) => {
  const { app, issuer, api } = await setStage();
  const requests = watchAuthorizationRequests(page, issuer);
  await openApp(tabOf(page), app);
  await page.evaluate(() => void probe.auth.login());
  await goToConsentPage(tabOf(page));
  // Holds back the script that judges the response until everybody else has asked.
  const { promise: everybodyHasAsked, resolve: release } = Promise.withResolvers<undefined>();
  await page.route(`${app}/chunk-*.js`, async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes('state_unknown')) await everybodyHasAsked;
    await route.fulfill({ response });
  });
  await allow(tabOf(page));
  await until(tabOf(page), () => probe.state().status === 'completing');
  await page.evaluate((url) => {
    const asked = [probe.navigate('/secret'), probe.auth.login(), probe.auth.login(), probe.get(url)];
    Object.assign(globalThis, { answers: Promise.all(asked) });
  }, `${api.url}/public`);
  expect(api.requests).toEqual([]);
  release(undefined);

  expect(await page.evaluate('answers.then((all) => all.at(-1))')).toBe(200);
  expect(await page.evaluate(() => probe.state().status)).toBe('signed-in');
  expect(api.requests.filter(({ method }) => method === 'GET').map(({ headers }) => headers['authorization'])).toEqual([
    expect.stringMatching(/^Bearer ./),
  ]);
  expect(requests).toHaveLength(1);
});

test('A20 guards and logins that come at once share one sign-in', async ({ page, setStage }) => {
  const { app, issuer } = await setStage();
  const requests = watchAuthorizationRequests(page, issuer);
  await openApp(tabOf(page), app);
  await page.evaluate(() => {
    void probe.navigate('/secret');
    void probe.auth.login();
    void probe.auth.login({ returnTo: '/elsewhere' });
    void probe.navigate('/secret?again');
  });
  await expect(page.getByLabel('Username')).toBeVisible();

  expect(requests).toHaveLength(1);
  await page.goto(app);
  expect(await pendingSignIns(page)).toBe(1);
});
