import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { without } from '../conformance/behaviour.ts';
import { startMisbehavingServer } from '../conformance/misbehaving-server.ts';
import { ALICE, BOB, logIn, signInAtServer } from '../test.ts';
import { DOCUMENTED_APPS, guardedPage, isRunApart, serverOf, type AppName } from './documented-apps.ts';
import { expect, openGuarded, test, type Stage } from './test.ts';

const ENTRIES = /^\s*\d+ entries\s*$/;

/** Signs out, and waits for the page that the server leads back to. */
async function signOut(page: Page, { app }: Stage): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
}

const NAMES = Object.keys(DOCUMENTED_APPS) as AppName[];

test('every app that the documents show is run', () => {
  const shown = readdirSync('dist/examples-source').filter((name) => name !== 'main.ts');
  expect(shown.sort()).toEqual([...NAMES].sort());
});

for (const name of NAMES.filter((each) => !isRunApart(each))) {
  test(`the app that the documents show as ${name} leads from a deep link to the server, back to it, and out again`, async ({
    page,
    run,
    complaints,
  }) => {
    const stage = await run(name);
    const deepLink = `${guardedPage(name)}?week=47#friday`;
    await openGuarded(page, stage, deepLink);
    const asked = page.waitForRequest((request) => request.url() === `${stage.api}/timesheets`);
    // Auth0 does not ask a company's own app for consent.
    await (serverOf(name) === 'auth0' ? logIn : signInAtServer)(page, ALICE);

    await expect(page.getByText(ENTRIES)).toBeVisible();
    expect(page.url()).toBe(stage.app + deepLink);
    expect((await asked).headers()['authorization']).toMatch(/^Bearer ./);

    if (serverOf(name) === 'aidbox') {
      // It has no way to sign out there, as its page says.
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    } else {
      await signOut(page, stage);
      await openGuarded(page, stage, deepLink);
    }
    expect(complaints).toEqual([]);
  });
}

test('the app that README shows as ng-module lets in who has the scope of a page, and tells the others', async ({
  page,
  run,
  complaints,
}) => {
  const stage = await run('ng-module');
  await openGuarded(page, stage, '/approve');
  await signInAtServer(page, BOB);
  await expect(page.getByText('To be approved')).toBeVisible();
  expect(page.url()).toBe(`${stage.app}/approve`);
  await signOut(page, stage);

  await openGuarded(page, stage, '/approve');
  await signInAtServer(page, ALICE);
  await expect(page.getByText('You are not an approver')).toBeVisible();
  expect(page.url()).toBe(`${stage.app}/approve`);
  expect(complaints).toEqual([]);
});

test('the button of the quick start signs in, and shows who it is', async ({ page, run, complaints }) => {
  const { app } = await run('quick-start');
  await page.goto(app);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(page.getByText('Alice Martin')).toBeVisible();
  await page.getByRole('link', { name: 'Timesheets' }).click();
  await expect(page.getByText(ENTRIES)).toBeVisible();
  expect([page.url(), complaints]).toEqual([`${app}/timesheets`, []]);
});

test('the part that several-servers.md gives to a partner signs in at the partner, and not at the other server', async ({
  page,
  started,
  serve,
  complaints,
}) => {
  const own = started(await startMisbehavingServer());
  const partner = started(await startMisbehavingServer());
  const addresses = { 'https://id.partner.example': partner.url, 'https://api.partner.example': partner.api };
  const app = await serve('several-servers', { issuer: own.url, api: own.api }, addresses);
  await page.goto(`${app}/partner/orders?week=47#friday`, { waitUntil: 'commit' });
  await expect(page.getByText('orders')).toBeVisible();
  await expect(page).toHaveURL(`${app}/partner/orders?week=47#friday`);
  // The browser has asked for permission first.
  expect(partner.record.to('timesheets').at(-1)?.headers.authorization).toMatch(/^Bearer ./);
  expect([own.record.to('authorize').length, partner.record.to('authorize').length]).toEqual([0, 1]);
  // The part of the app that is the partner's knows who is signed in; the rest does not.
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(complaints).toEqual([]);
});

/** Opens a guarded page by a deep link. The server asks nothing of the person, who is there at once. */
async function signInUnasked(page: Page, app: string): Promise<void> {
  const deepLink = `${app}/timesheets?week=47#friday`;
  await page.goto(deepLink, { waitUntil: 'commit' });
  await expect(page.getByText('entries')).toBeVisible();
  await expect(page).toHaveURL(deepLink);
}

test('the app that keycloak.md shows signs in at a realm, whose path the issuer has', async ({
  page,
  started,
  serve,
  complaints,
}) => {
  const server = started(await startMisbehavingServer());
  const issuer = `${server.url}/realms/example`;
  server.behave({
    metadata: (proper) => ({ ...proper, issuer }),
    claims: (proper) => ({ ...proper, iss: issuer }),
    responseIssuer: () => issuer,
  });
  const app = await serve('keycloak', { issuer: server.url, api: server.api });
  await signInUnasked(page, app);
  expect(server.record.to('openid-configuration').at(0)?.path).toBe('/realms/example/.well-known/openid-configuration');
  expect(complaints).toEqual([]);
});

test('the app that cognito.md shows signs in by a code, and signs out by the parameter that Cognito has for it', async ({
  page,
  started,
  serve,
  complaints,
}) => {
  const server = started(await startMisbehavingServer({ postLogoutRedirectParameter: () => 'logout_uri' }));
  const app = await serve('cognito', { issuer: server.url, api: server.api });
  await signInUnasked(page, app);
  expect(server.record.to('authorize').at(-1)?.query.get('response_type')).toBe('code');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect([...(server.record.to('end-session').at(-1)?.query.keys() ?? [])]).toEqual([
    'client_id',
    'logout_uri',
    'state',
  ]);
  expect(complaints).toEqual([]);
});

test('the app that google.md shows signs in without a hint, and out of itself alone, as Google has no sign-out', async ({
  page,
  started,
  serve,
  complaints,
}) => {
  const server = started(await startMisbehavingServer({ metadata: without('end_session_endpoint') }));
  const app = await serve('google', { issuer: server.url, api: server.api });
  await page.goto(`${app}/calendars`, { waitUntil: 'commit' });
  await expect(page.getByText('entries')).toBeVisible();
  expect(server.record.to('authorize').at(-1)?.query.get('response_type')).toBe('id_token token');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect([page.url(), complaints]).toEqual([`${app}/calendars`, []]);
  expect(server.record.to('authorize').map(({ query }) => query.get('id_token_hint'))).toEqual([null]);
});

test('the app that azure-ad-b2c.md shows finds the policy’s document elsewhere than at the issuer', async ({
  page,
  started,
  serve,
  complaints,
}) => {
  const server = started(await startMisbehavingServer());
  const issuer = `${server.url}/00000000-0000-0000-0000-000000000000/v2.0/`;
  const policy = `${server.url}/example.onmicrosoft.com/b2c_1_signin`;
  server.behave({
    metadata: () => ({
      issuer,
      authorization_endpoint: `${policy}/oauth2/v2.0/authorize`,
      jwks_uri: `${policy}/discovery/v2.0/keys`,
    }),
    claims: (proper) => ({ ...proper, iss: issuer }),
    responseIssuer: () => null,
  });
  const app = await serve('azure-ad-b2c', { issuer: server.url, api: server.api });
  await signInUnasked(page, app);
  expect(server.record.to('openid-configuration').map(({ path }) => path)).toEqual([
    '/example.onmicrosoft.com/B2C_1_signin/v2.0/.well-known/openid-configuration',
  ]);
  expect(complaints).toEqual([]);
});
