import { statusOf, storedSession } from './in-app.ts';
import { expect, signIn, test } from './test.ts';

/** Where somebody wants the person to end, and where that is. */
const TARGETS: readonly (readonly [name: string, (app: string) => string | null, expected: string])[] = [
  ['no target', () => null, '/'],
  ['a page of the app', (app) => `${app}/secret?year=2026#latest`, '/secret?year=2026#latest'],
  ['the root of the app', (app) => `${app}/`, '/'],
  ['the root without its slash', (app) => app, '/'],
];

for (const [name, target, expected] of TARGETS) {
  test(`R62 a login that the server initiates with ${name} ends there`, async ({ page, withServer }) => {
    const { app, server } = await withServer();
    const uri = target(app);
    const parameters = new URLSearchParams({
      iss: server.url,
      login_hint: 'ada',
      ...(uri && { target_link_uri: uri }),
    });
    await page.goto(`${app}/auth/login?${parameters}`, { waitUntil: 'commit' });

    await expect(page).toHaveURL(`${app}${expected}`);
    await expect(page.locator('#status')).toHaveText('signed-in');
    expect(server.record.to('authorize').map(({ query }) => query.get('login_hint'))).toEqual(['ada']);
  });
}

/** By what a login is asked for that nobody gets. */
const REFUSED: readonly (readonly [name: string, (issuer: string, app: string) => Readonly<Record<string, string>>])[] =
  [
    ['R62 without iss', () => ({})],
    ['R62 with another iss', () => ({ iss: 'https://another.example' })],
    ['R62 with an iss that differs by a slash', (issuer) => ({ iss: `${issuer}/` })],
    ['R62 A4 with a target elsewhere', (iss) => ({ iss, target_link_uri: 'https://evil.example/' })],
    [
      'R62 A4 with a target whose host begins like the app',
      (iss, app) => ({ iss, target_link_uri: `${app}.evil.example/` }),
    ],
    ['R62 A4 with a target whose user is the app', (iss, app) => ({ iss, target_link_uri: `${app}@evil.example/` })],
    ['R62 A4 with a target at another port', (iss) => ({ iss, target_link_uri: 'http://localhost:1/' })],
    ['R62 A4 with a relative target', (iss) => ({ iss, target_link_uri: '/secret' })],
    ['R62 A4 with a target without a scheme', (iss) => ({ iss, target_link_uri: '//evil.example' })],
    ['R62 A4 with a script for a target', (iss) => ({ iss, target_link_uri: 'javascript:alert(1)' })],
  ];

for (const [name, parameters] of REFUSED) {
  test(`${name} a login is refused and told, and the server is not asked`, async ({ page, withServer }) => {
    const { app, server } = await withServer();
    await page.goto(`${app}/auth/login?${new URLSearchParams(parameters(server.url, app))}`);

    await expect(page.getByRole('alert')).toContainText('Sign-in failed');
    expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'login_request_refused' });
    expect(page.url()).toBe(`${app}/auth/callback`);
    expect(server.record.to('authorize')).toEqual([]);
    expect(server.record.to('openid-configuration')).toEqual([]);
  });
}

test('R62 A4 a target that reads as a host once its origin is gone stays in the app', async ({ page, withServer }) => {
  const { app, server } = await withServer();
  const parameters = new URLSearchParams({ iss: server.url, target_link_uri: `${app}//evil.example/` });
  await page.goto(`${app}/auth/login?${parameters}`, { waitUntil: 'commit' });

  await expect(page.locator('#status')).toHaveText('signed-in');
  await expect(page).toHaveURL(`${app}/`);
});

test('R62 a login that is refused ends no session', async ({ page, withServer }) => {
  const { app, server } = await withServer();
  await signIn(page, app);
  const before = await storedSession(page);
  await page.goto(`${app}/auth/login?iss=https://another.example`);

  await expect(page.locator('#status')).toHaveText('signed-in');
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
  expect(server.record.to('authorize')).toHaveLength(1);
});

test('R62 A14 Back from where an initiated login ended does not start another', async ({ page, withServer }) => {
  const { app, server } = await withServer();
  await page.goto(app);
  await page.goto(`${app}/auth/login?${new URLSearchParams({ iss: server.url })}`, { waitUntil: 'commit' });
  await expect(page.locator('#status')).toHaveText('signed-in');
  await page.goBack();

  await expect(page.locator('#status')).toHaveText('signed-in');
  await expect(page).toHaveURL(`${app}/`);
  expect(server.record.to('authorize')).toHaveLength(1);
});
