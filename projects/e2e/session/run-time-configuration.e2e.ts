import type { Page } from '@playwright/test';
import type { AuthConfig } from 'ngx-implicit-auth';
import { inPage } from '../engines/in-page.ts';
import { expect, test } from './test.ts';

/** Answers the page's request for `config.json` when the test says so. */
async function configFile(page: Page, app: string) {
  const held: ((config: AuthConfig | null) => void)[] = [];
  await page.route(`${app}/config.json`, async (route) => {
    const config = await new Promise<AuthConfig | null>((resolve) => held.push(resolve));
    await (config ? route.fulfill({ json: config }) : route.abort());
  });
  return async (config: AuthConfig | null) => {
    await expect.poll(() => held.length).toBe(1);
    held.pop()?.(config);
  };
}

const addressOf = (page: Page) => inPage(page, () => location.href);
const isStarted = (page: Page) => inPage(page, () => 'probe' in globalThis);

for (const navigatesFirst of [false, true]) {
  const router = navigatesFirst ? 'a router that navigates before the app starts' : 'a router that navigates then';

  test(`R12 a configuration that comes by HttpClient: the response leaves the address bar before, the app waits, and the person comes back; with ${router}`, async ({
    page,
    withServer,
  }) => {
    const { app, server } = await withServer({ configFile: true, navigatesFirst });
    const config: AuthConfig = { issuer: server.url, clientId: 'relying-party', resourceServers: [server.api] };
    const answer = await configFile(page, app);
    await page.goto(`${app}/secret?week=7#monday`, { waitUntil: 'commit' });
    await answer(config);

    await page.waitForURL(`${app}/auth/callback`);
    expect(await isStarted(page)).toBe(false);
    await expect(page.locator('main')).toHaveCount(0);
    await answer(config);
    await expect(page.locator('main')).toHaveText('secret page');
    expect(await addressOf(page)).toBe(`${app}/secret?week=7#monday`);
    await expect(page.locator('#status')).toHaveText('signed-in');
  });

  test(`a configuration that does not come is told, and another try asks once more; with ${router}`, async ({
    page,
    withServer,
  }) => {
    const { app, server } = await withServer({ configFile: true, navigatesFirst });
    const answer = await configFile(page, app);
    await page.goto(`${app}/secret`, { waitUntil: 'commit' });
    await answer(null);
    await expect(page.getByRole('alert')).toContainText('This app could not be set up.');
    await page.getByRole('button', { name: 'Try again' }).click();
    await answer({ issuer: server.url, clientId: 'relying-party' });
    await page.waitForURL(`${app}/auth/callback`);
    await answer({ issuer: server.url, clientId: 'relying-party' });

    await expect(page.locator('main')).toHaveText('secret page');
  });
}

test('R12 the response leaves the address bar also where what waits for the configuration cannot be loaded', async ({
  page,
  withServer,
}) => {
  const { app, server } = await withServer({ configFile: true });
  const answer = await configFile(page, app);
  // As after another version of the app was deployed, while the person was at the server.
  let isGone = false;
  await page.route(`${app}/*.js`, async (route) => {
    const response = await route.fetch();
    const isPart = (await response.text()).includes('the file is there, and is JSON');
    await (isPart && isGone ? route.abort() : route.fulfill({ response }));
    isGone ||= isPart;
  });
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await answer({ issuer: server.url, clientId: 'relying-party' });

  await expect(page.getByRole('alert')).toContainText('A part of this app could not be loaded.');
  expect(await addressOf(page)).toBe(`${app}/auth/callback`);
  expect(await inPage(page, () => probe.state())).toEqual({ status: 'failed', code: 'module_unavailable' });
});

test('where nothing is guarded, a notice tells that no configuration has come', async ({ page, withServer }) => {
  const { app } = await withServer({ configFile: true });
  const answer = await configFile(page, app);
  await page.goto(app, { waitUntil: 'commit' });
  await answer(null);

  await expect(page.locator('main')).toHaveText('public page');
  await expect(page.getByRole('alert')).toContainText('This app could not be set up.');
});
