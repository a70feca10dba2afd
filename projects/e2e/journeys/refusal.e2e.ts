import type { Page } from '@playwright/test';
import { storedSessions } from '../session-storage.ts';
import { ALICE, expect, logIn, test } from '../test.ts';

/** Has the server's answer changed on its way back. */
async function tamper(page: Page, callback: string, change: (response: URLSearchParams) => void): Promise<void> {
  await page.addInitScript(
    ({ prefix, source }) => {
      if (!location.href.startsWith(prefix) || !location.hash) return;
      const response = new URLSearchParams(location.hash.slice(1));
      // The source is that of a function in this file.
      (eval(`(${source})`) as typeof change)(response);
      history.replaceState(null, '', `${location.pathname}#${response}`);
    },
    { prefix: callback, source: change.toString() },
  );
}

const CASES: readonly (readonly [string, string, (response: URLSearchParams) => void])[] = [
  ['A1 R15 another state', 'state_unknown', (response) => response.set('state', 'somebody-elses')],
  ['R15 no state', 'state_missing', (response) => response.delete('state')],
  ['A2 R36 another access token', 'at_hash_mismatch', (response) => response.set('access_token', 'injected')],
  ['R17 another issuer', 'response_issuer_mismatch', (response) => response.set('iss', 'https://evil.test')],
  ['R17 R22 no id_token, and so no issuer', 'response_issuer_missing', (response) => response.delete('id_token')],
  ['R22 no access token', 'token_missing', (response) => response.delete('access_token')],
  ['R23 no token_type', 'token_type_unsupported', (response) => response.delete('token_type')],
  ['R24 an expires_in that is no number', 'expires_in_invalid', (response) => response.set('expires_in', '1e9')],
  [
    'R29 a signature that was changed',
    'id_token_signature_invalid',
    (response) => {
      const token = response.get('id_token') ?? '';
      const at = token.lastIndexOf('.') + 10;
      response.set('id_token', token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1));
    },
  ],
  [
    'A13 R41 the access token as id_token',
    'id_token_type_refused',
    (response) => response.set('id_token', response.get('access_token') ?? ''),
  ],
];

for (const [what, code, change] of CASES) {
  test(`${what} is refused as ${code}: nothing stored, nothing sent, the app still usable`, async ({
    page,
    product,
  }) => {
    await page.goto(`${product.app}/timesheets`);
    await logIn(page, ALICE);
    await tamper(page, `${product.app}/auth/callback`, change);
    const authorized: string[] = [];
    page.on('request', (request) => request.headers()['authorization'] && authorized.push(request.url()));
    await page.getByRole('button', { name: 'Allow' }).click();

    await expect(page.getByRole('alert').getByText(code, { exact: true })).toBeVisible();
    expect(page.url()).toBe(`${product.app}/auth/callback`);
    expect(authorized).toEqual([]);
    expect(await storedSessions(page)).toEqual([]);
    await page.getByRole('banner').getByRole('link', { name: /home/ }).click();
    await expect(page.getByRole('main').getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
}

test('R21 tokens in the query are refused and taken out of the address bar', async ({ page, product }) => {
  await page.goto(`${product.app}/auth/callback?access_token=leaked&token_type=Bearer&state=x`);
  await expect(page.getByRole('alert')).toContainText('state_unknown');
  expect(page.url()).toBe(`${product.app}/auth/callback`);
});

test('a server that does not answer is named, and the next try works', async ({ page, product }) => {
  const discovery = `${product.issuer}/.well-known/openid-configuration`;
  await page.route(discovery, (route) => route.abort());
  await page.goto(`${product.app}/timesheets`);
  await expect(page.getByRole('alert').getByText('server_unreachable', { exact: true })).toBeVisible();

  await page.unroute(discovery);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByLabel('Username')).toBeVisible();
});

test('a redirect loop stops after three round trips and says why', async ({ page, product }) => {
  await page.goto(`${product.app}/timesheets`);
  await logIn(page, ALICE);
  // From now on the server signs the person in by itself, and each time the app has forgotten it at once.
  await page.addInitScript(() => {
    for (const key of Object.keys(sessionStorage).filter((name) => name.endsWith(' session'))) {
      sessionStorage.removeItem(key);
      // Otherwise a frame would sign the person in again, without a redirect.
      sessionStorage.setItem(key.replace(/session$/, 'silent-sign-in'), 'off');
    }
    const replaceState = history.replaceState.bind(history);
    history.replaceState = (data, unused, url) => {
      replaceState(data, unused, url);
      if (url === '/timesheets') location.reload();
    };
    // The page tells it by itself: a look of Playwright's into the page counts as a click, and after a click there is
    // no loop.
    new MutationObserver(() => {
      if (document.querySelector('[role=alert]')?.textContent.includes('redirect_loop')) console.log('stopped');
    }).observe(document, { childList: true, subtree: true });
  });
  const stopped = page.waitForEvent('console', (message) => message.text() === 'stopped');
  await page.getByRole('button', { name: 'Allow' }).click();
  await stopped;

  await expect(page.getByRole('alert').getByText('redirect_loop', { exact: true })).toBeVisible();
  const counted = await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((name) => name.endsWith(' round-trips')) ?? '';
    return (JSON.parse(sessionStorage.getItem(key) ?? '[]') as unknown[]).length;
  });
  expect(counted).toBe(3);
});
