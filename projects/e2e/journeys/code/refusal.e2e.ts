import { storedSessions } from '../../session-storage.ts';
import { BOB, expect, signInAtServer, test } from '../../test.ts';
import { signInFromSessionPage } from '../session-page.ts';
import { expectRefusal, tamperWithAddress, tamperWithTokens, type Change } from '../tampered-answer.ts';

test('R17 no issuer is refused as response_issuer_missing: nothing stored, nothing sent, the app still usable', async ({
  page,
  product,
}) => {
  await expectRefusal(page, product, 'response_issuer_missing', () =>
    tamperWithAddress(page, product, (answer) => delete answer['iss']),
  );
});

test('R69 no id_token is refused as token_missing: nothing stored, nothing sent, the app still usable', async ({
  page,
  product,
}) => {
  await expectRefusal(page, product, 'token_missing', () =>
    tamperWithTokens(page, product, (answer) => delete answer['id_token']),
  );
});

const STATES: readonly (readonly [what: string, change: Change])[] = [
  ['A1 R15 another state', (answer) => (answer['state'] = 'somebody-elses')],
  ['R15 no state', (answer) => delete answer['state']],
];

for (const [what, change] of STATES) {
  test(`${what}: the code is not exchanged, and signs nobody in`, async ({ page, product }) => {
    await signInFromSessionPage(page, product);
    // Whoever has signed out is not signed in again without a page, by an answer that is right.
    await page.getByRole('button', { name: 'Sign out of this app only' }).click();
    await expect(page).toHaveURL(`${product.app}/`);
    await tamperWithAddress(page, product, change);
    const exchanges: string[] = [];
    page.on('request', (request) => request.url() === `${product.issuer}/token` && exchanges.push(request.url()));
    await page.goto(`${product.app}/timesheets`);

    await expect(page.getByRole('alert').getByText('response_missing', { exact: true })).toBeVisible();
    expect(exchanges).toEqual([]);
    expect(await storedSessions(page)).toEqual([]);
  });
}

test('A29 R64 a code that the server has issued to another browser signs nobody in', async ({
  page,
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await elsewhere.route(`${product.app}/auth/callback?*`, (route) => route.abort());
  const callback = elsewhere.waitForRequest(`${product.app}/auth/callback?*`);
  await elsewhere.goto(`${product.app}/timesheets`);
  await signInAtServer(elsewhere, BOB);
  const answer = new URL((await callback).url());
  await context.close();

  // Before it, a frame has asked without a page.
  const request = page.waitForRequest((sent) => /\/auth\?(?!.*prompt=none)/.test(sent.url()));
  await page.goto(`${product.app}/timesheets`);
  await expect(page.getByLabel('Username')).toBeVisible();
  answer.searchParams.set('state', new URL((await request).url()).searchParams.get('state') ?? '');
  await page.goto(answer.href);

  await expect(page.getByRole('alert').getByText('token_request_refused', { exact: true })).toBeVisible();
  expect(await storedSessions(page)).toEqual([]);
});
