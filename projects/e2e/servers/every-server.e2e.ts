import type { Page } from '@playwright/test';
import type { Session } from 'ngx-implicit-auth';
import { watchRequestsTo, storedSession } from '../session/in-app.ts';
import { test } from '../session/test.ts';
import { ALICE, expect, logIn } from '../test.ts';
import { startDemo } from './stage.ts';

/** The servers beside `strict`, to which `journeys/` goes. */
const SERVERS = [
  { server: 'auth0', flow: 'implicit', renewalPath: '/authorize', asksConsent: false, endsSessions: true },
  { server: 'auth0', flow: 'code', renewalPath: '/oauth/token', asksConsent: false, endsSessions: true },
  { server: 'aidbox', flow: 'implicit', renewalPath: '/oauth2/authorize', asksConsent: true, endsSessions: false },
  { server: 'aidbox', flow: 'code', renewalPath: '/auth/token', asksConsent: true, endsSessions: false },
  { server: 'query', flow: 'implicit', renewalPath: '/oauth', asksConsent: true, endsSessions: false },
] as const;

for (const { server, flow, renewalPath, asksConsent, endsSessions } of SERVERS) {
  test(`${server}, flow ${flow}: a deep link comes back to itself, the API answers, the session is kept, renewed and ended`, async ({
    page,
    started,
  }) => {
    const { app, issuer, api } = await startDemo(started, { server, flow });
    const deepLink = `${app}/timesheets?project=Website#latest`;
    const heading = page.getByRole('heading', { level: 1, name: 'Your timesheets' });
    const atServer = watchRequestsTo(page, issuer);
    const atApi = page.waitForResponse(`${api}/timesheets`);
    await page.goto(deepLink, { waitUntil: 'commit' });
    await logIn(page, ALICE);
    if (asksConsent) await page.getByRole('button', { name: 'Allow' }).click();

    await expect(heading).toBeVisible();
    await expect(page).toHaveURL(deepLink);
    const answer = await atApi;
    expect(answer.request().headers()['authorization']).toMatch(/^Bearer /);
    expect(answer.status()).toBe(200);

    const before = await storedSession(page);
    const asked = atServer.length;
    await page.reload();
    await expect(heading).toBeVisible();
    expect(await storedSession(page)).toBe(before);
    expect(atServer).toHaveLength(asked);

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Session' }).click();
    await page.getByRole('button', { name: 'Renew now' }).click();
    await expect.poll(() => receivedAt(page)).toBeGreaterThan((JSON.parse(before ?? '') as Session).receivedAt);
    const paths = atServer.slice(asked).map((request) => new URL(request.url()).pathname);
    expect(paths.filter((path) => path === renewalPath)).toHaveLength(1);

    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(`${app}/`);
    await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toHaveCount(0);
    expect(await storedSession(page)).toBeNull();
    await page.goto(deepLink, { waitUntil: 'commit' });
    // A server that cannot be told of it knows the person still.
    await expect(endsSessions ? page.getByLabel('Password') : heading).toBeVisible();
  });
}

for (const { server, flow, asksConsent } of SERVERS) {
  test(`${server}, flow ${flow}: signs in in a small window, and the page stays`, async ({ page, started }) => {
    const { app } = await startDemo(started, { server, flow });
    await page.goto(app);
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Open sign-in in a small window' }).click();
    const popup = await opened;
    await logIn(popup, ALICE);
    if (asksConsent) await popup.getByRole('button', { name: 'Allow' }).click();

    await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeVisible();
    await expect.poll(() => popup.isClosed()).toBe(true);
    expect(page.url()).toBe(`${app}/`);
  });
}

async function receivedAt(page: Page): Promise<number> {
  return (JSON.parse((await storedSession(page)) ?? '') as Session).receivedAt;
}
