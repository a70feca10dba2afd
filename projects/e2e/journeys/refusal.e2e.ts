import { ALICE, expect, logIn, test } from '../test.ts';
import { expectRefusal, tamperWithAddress, tamperWithTokens, type Change } from './tampered-answer.ts';

const TOKENS: readonly (readonly [what: string, code: string, change: Change])[] = [
  ['R22 no access token', 'token_missing', (answer) => delete answer['access_token']],
  ['R23 no token_type', 'token_type_unsupported', (answer) => delete answer['token_type']],
  ['R24 an expires_in that is no number', 'expires_in_invalid', (answer) => (answer['expires_in'] = '1e9')],
  [
    'R29 a signature that was changed',
    'id_token_signature_invalid',
    (answer) => {
      const token = String(answer['id_token']);
      const at = token.lastIndexOf('.') + 10;
      answer['id_token'] = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    },
  ],
  [
    'A13 R41 the access token as id_token',
    'id_token_type_refused',
    (answer) => (answer['id_token'] = answer['access_token']),
  ],
];

for (const [what, code, change] of TOKENS) {
  test(`${what} is refused as ${code}: nothing stored, nothing sent, the app still usable`, async ({
    page,
    product,
    flow,
  }) => {
    const tamper = flow === 'code' ? tamperWithTokens : tamperWithAddress;
    await expectRefusal(page, product, code, () => tamper(page, product, change));
  });
}

test('R17 another issuer is refused as response_issuer_mismatch: nothing stored, nothing sent, the app still usable', async ({
  page,
  product,
}) => {
  await expectRefusal(page, product, 'response_issuer_mismatch', () =>
    tamperWithAddress(page, product, (answer) => (answer['iss'] = 'https://evil.test')),
  );
});

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
