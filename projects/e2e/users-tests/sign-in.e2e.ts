import { inPage } from '../engines/in-page.ts';
import { sessionIn, statusOf } from '../session/in-app.ts';
import { AUTH_SERVER, expect, test } from './test.ts';

test('the server is there in a test that does not name it', async ({ page }) => {
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
});

for (const responseType of ['id_token token', 'id_token', 'token', 'code'] as const) {
  test.describe(responseType, () => {
    test.use({ appSettings: { config: { responseType } } });

    test(`by ${responseType} a guarded page is there at once, and nothing of the answer in its address`, async ({
      page,
    }) => {
      await page.goto('/secret');
      await expect(page.locator('main')).toHaveText('secret page');
      await expect(page).toHaveURL('/secret');
      expect(await statusOf(page)).toBe('signed-in');
    });
  });
}

test('who is signed in are the claims of the options', async ({ page }) => {
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  expect((await sessionIn(page)).claims).toMatchObject(AUTH_SERVER.person);
});

test('or those that the test tells', async ({ page, authServer }) => {
  authServer.signInAs({ sub: 'bob', name: 'Bob', roles: ['approver'] });
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  expect((await sessionIn(page)).claims).toMatchObject({ sub: 'bob', name: 'Bob', roles: ['approver'] });
});

test.describe('withUserInfo()', () => {
  test.use({ appSettings: { userInfo: true } });

  test('gets what the userinfo endpoint tells', async ({ page, authServer }) => {
    await page.goto('/secret');
    await expect(page.locator('main')).toHaveText('secret page');
    expect(authServer.requests.map(({ endpoint }) => endpoint)).toContain('userInfo');
    expect((await sessionIn(page)).claims).toMatchObject(AUTH_SERVER.person);
  });
});

test.describe('somebody whom the server does not know yet', () => {
  test.use({ authServerOptions: { ...AUTH_SERVER, isSignedIn: false } });

  test('sees its page, and signs in there', async ({ page }) => {
    await page.goto('/secret');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(AUTH_SERVER.issuer);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.locator('main')).toHaveText('secret page');
  });

  test('does so in a popup, and the page stays', async ({ page }) => {
    await page.goto('/');
    await inPage(page, () => probe.preparePopup());
    const opened = page.waitForEvent('popup');
    await inPage(page, () => void probe.auth.login({ window: 'popup' }));
    const popup = await opened;
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Sign in' }).click();
    await closed;
    await expect.poll(() => statusOf(page)).toBe('signed-in');
    await expect(page).toHaveURL('/');
  });
});

test.describe('a pushed request', () => {
  test.use({ appSettings: { config: { responseType: 'code', pushAuthorizationRequests: true } } });

  test('signs in', async ({ page, authServer }) => {
    await page.goto('/secret');
    await expect(page.locator('main')).toHaveText('secret page');
    expect(authServer.requests.map(({ endpoint }) => endpoint)).toContain('pushedRequests');
  });
});

test('a step-up leads to the page of the server, and to the acr that was asked for', async ({ page }) => {
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  await inPage(page, () => void probe.auth.login({ acrValues: 'mfa', prompt: 'login' }));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.locator('main')).toHaveText('secret page');
  expect((await sessionIn(page)).claims).toMatchObject({ sub: 'alice', acr: 'mfa' });
});

test('new keys are heeded, and published alone', async ({ page, authServer }) => {
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  await authServer.rotateKeys();
  const keys = () => authServer.requests.filter(({ endpoint }) => endpoint === 'keys').length;
  const before = keys();
  await inPage(page, () => void probe.auth.login({ prompt: 'consent' }));
  await expect.poll(keys).toBeGreaterThan(before);
  await expect.poll(() => statusOf(page).catch(() => null)).toBe('signed-in');
});

test('a refusal is told the app, once', async ({ page, authServer }) => {
  authServer.refuse('access_denied', 'Not today.');
  await page.goto('/secret');
  await expect(page).toHaveURL(/auth\/callback/);
  const state = () => inPage(page, () => probe.state()).catch(() => null);
  await expect.poll(state).toEqual({ status: 'failed', code: 'access_denied' });
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
});

test('a second browser that the test opens finds the server once it is told of it, and may be closed', async ({
  browser,
  baseURL,
  authServer,
}) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  await authServer.answerIn(context);
  const page = await context.newPage();
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  await context.close();
  await authServer.passTime(1);
});
