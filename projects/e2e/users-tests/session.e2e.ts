import { inPage } from '../engines/in-page.ts';
import { expectNoFrames, renew, sessionIn, statusOf } from '../session/in-app.ts';
import { API, AUTH_SERVER, expect, test } from './test.ts';

test.beforeEach(async ({ page }) => {
  await page.clock.install();
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
});

test.describe('a session that is renewed in a frame', () => {
  test.use({ appSettings: { renewal: {} } });

  test('has a new token', async ({ page, authServer }) => {
    const before = await sessionIn(page);
    expect(await renew(page)).toEqual({ status: 'renewed' });
    expect((await sessionIn(page)).accessToken).not.toBe(before.accessToken);
    expect(authServer.requests.at(-1)).toMatchObject({
      endpoint: 'authorization',
      parameters: { prompt: 'none', client_id: AUTH_SERVER.clientId, state: '[secret]', nonce: '[secret]' },
    });
    await expectNoFrames(page);
  });

  test('is renewed by itself when its time has come', async ({ page, authServer }) => {
    const before = await sessionIn(page);
    await authServer.passTime(3_500);
    await expect.poll(async () => (await sessionIn(page)).accessToken).not.toBe(before.accessToken);
    expect((await sessionIn(page)).expiresAt.valueOf()).toBeGreaterThan(before.expiresAt.valueOf());
  });

  test('ends when the server has forgotten the person', async ({ page, authServer }) => {
    authServer.signOut();
    expect(await renew(page)).toEqual({ status: 'interaction-required', code: 'interaction_required' });
  });

  test('is not renewed for somebody else', async ({ page, authServer }) => {
    authServer.signInAs({ sub: 'bob' });
    expect((await renew(page)).status).not.toBe('renewed');
  });
});

test.describe('a session with a refresh token', () => {
  test.use({ appSettings: { config: { responseType: 'code', scope: 'openid offline_access' }, renewal: {} } });

  test('is renewed by it, time and again', async ({ page, authServer }) => {
    expect(await renew(page)).toEqual({ status: 'renewed' });
    expect(await renew(page)).toEqual({ status: 'renewed' });
    const { requests } = authServer;
    expect(requests.map(({ parameters }) => parameters['grant_type'] ?? '').filter(Boolean)).toEqual([
      'authorization_code',
      'refresh_token',
      'refresh_token',
    ]);
  });

  test('is not renewed when the server has forgotten the person', async ({ page, authServer }) => {
    authServer.signOut();
    expect((await renew(page)).status).not.toBe('renewed');
  });
});

test('a session that nobody renews ends when its time is over', async ({ page, authServer }) => {
  await authServer.passTime(3_601);
  await expect.poll(() => statusOf(page)).toBe('signed-out');
});

test('a sign-out leads to the server, which forgets the person, and back', async ({ page, authServer, baseURL }) => {
  await inPage(page, () => void probe.auth.logout());
  await expect(page).toHaveURL('/');
  await expect.poll(() => statusOf(page).catch(() => null)).toBe('signed-out');
  expect(authServer.requests.at(-1)).toMatchObject({
    endpoint: 'endSession',
    parameters: { post_logout_redirect_uri: `${baseURL ?? ''}/` },
  });
  await page.goto('/secret');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('a sign-out revokes the access token where the app wants that', async ({ page, authServer }) => {
  const header = `Bearer ${(await sessionIn(page)).accessToken ?? ''}`;
  expect(authServer.accessTokenIn(header)).not.toBeNull();
  await inPage(page, () => void probe.auth.logout({ revoke: true }));
  await expect(page).toHaveURL('/');
  expect(authServer.requests.map(({ endpoint }) => endpoint).slice(-2)).toEqual(['revocation', 'endSession']);
  expect(authServer.accessTokenIn(header)).toBeNull();
});

test('an API of the test knows whose token came, what it allows, and when it has expired', async ({
  page,
  authServer,
}) => {
  const seen: unknown[] = [];
  await page.route(API, (route) => {
    const token = authServer.accessTokenIn(route.request().headers()['authorization']);
    seen.push(token && { sub: token.person.sub, scopes: token.scopes });
    return route.fulfill(token ? { json: [] } : { status: 401 });
  });
  expect(await inPage(page, (api) => probe.get(api), API)).toBe(200);
  expect(seen).toEqual([{ sub: 'alice', scopes: ['openid'] }]);

  expect(authServer.accessTokenIn('Bearer made-up')).toBeNull();
  const header = `Bearer ${(await sessionIn(page)).accessToken ?? ''}`;
  expect(authServer.accessTokenIn(header)).not.toBeNull();
  await authServer.passTime(3_601);
  expect(authServer.accessTokenIn(header)).toBeNull();
});

test.describe('a server that grants less', () => {
  test.use({
    authServerOptions: { ...AUTH_SERVER, scopes: ['openid'] },
    appSettings: { config: { scope: 'openid read:timesheets' } },
  });

  test('says so', async ({ page }) => {
    expect((await sessionIn(page)).scope).toBe('openid');
  });
});
