import type { Page } from '@playwright/test';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { getTimesheets } from '../session/api-requests.ts';
import { renew, statusOf, storedSession } from '../session/in-app.ts';
import { test } from '../session/test.ts';
import { ALICE, BOB, expect, signInAtServer } from '../test.ts';
import { signInToProbe, startDemo, startProbe, type Addresses } from './stage.ts';

test('A6 R28 query: the token leaves no trace in the address bar or the history', async ({ page, started }) => {
  const { app } = await startDemo(started, { server: 'query' });
  await page.goto(app);
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(page).toHaveURL(`${app}/`);

  const callback = addresses.findIndex((address) => address.includes('?token='));
  expect(addresses[callback]).toContain(`${app}/auth/callback?token=`);
  expect(addresses.slice(callback + 1).join(' ')).not.toMatch(/token=|state=/);
  expect((await historyOf(page)).join(' ')).not.toMatch(/token=|state=/);
  expect(await page.evaluate(() => document.referrer)).not.toContain('token');
});

test('query: an approver reads why nobody approves by this server', async ({ page, started }) => {
  const { app } = await startDemo(started, { server: 'query' });
  await page.goto(app);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, BOB);
  await expect(page).toHaveURL(`${app}/`);
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Approve' })).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Approve' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nobody approves by this server' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('It does not tell Timesheets who you are');
  await expect(page.getByRole('main')).toContainText('The scope approve:timesheets was not asked for');
});

/** The addresses in the tab's history that are the app's. */
function historyOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>('navigation.entries().map(({ url }) => url)');
}

function settings({ issuer, api }: Addresses): ProbeSettings {
  return {
    config: {
      issuer,
      clientId: 'timesheets-demo',
      responseType: 'token',
      scope: 'read:timesheets',
      server: { authorizationEndpoint: `${issuer}/oauth` },
      queryResponse: { accessTokenParameter: 'token' },
      resourceServers: [`${api}/timesheets`],
    },
    renewal: {},
  };
}

test('R15 query: an answer without a state is refused', async ({ page, started }) => {
  const { app, api } = await startProbe(started, { server: 'query', echoesState: false }, settings);
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await signInAtServer(page, ALICE);

  await expect(page.getByRole('alert')).toContainText('did not begin in this tab');
  expect(await page.evaluate(() => probe.state())).toEqual({ status: 'failed', code: 'state_missing' });
  expect(await storedSession(page)).toBeNull();
  expect(page.url()).toBe(`${app}/auth/callback`);
  expect((await historyOf(page)).join(' ')).not.toContain('token=');
  expect(await getTimesheets(page, { api })).toBe(401);
});

test('query: an answer without a state is taken by an app that accepts it', async ({ page, started }) => {
  const { app, api } = await startProbe(started, { server: 'query', echoesState: false }, (addresses) => ({
    ...settings(addresses),
    acceptMissingState: true,
  }));
  await signInToProbe(page, `${app}/secret?week=47#friday`, { asksConsent: true });
  expect(await getTimesheets(page, { api })).toBe(200);
  expect(await renew(page)).toEqual({ status: 'renewed' });
  expect(await getTimesheets(page, { api })).toBe(200);

  // An answer that this tab has not asked for is none all the same.
  const before = await storedSession(page);
  await page.goto(`${app}/auth/callback?token=of-somebody-else`);
  await expect(page).toHaveURL(`${app}/`);
  expect(await statusOf(page)).toBe('signed-in');
  expect(await storedSession(page)).toBe(before);
});
