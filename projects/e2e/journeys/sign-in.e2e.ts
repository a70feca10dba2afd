import { ALICE, BOB, expect, logIn, signInAtServer, test } from '../test.ts';

test('a deep link leads through the server back to itself, query and fragment included, and the API answers', async ({
  page,
  product,
  consoleErrors,
}) => {
  await page.goto(`${product.app}/timesheets?project=Website#latest`);
  await expect(page.getByLabel('Username')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(product.issuer);
  const apiRequest = page.waitForRequest(`${product.api}/timesheets`);
  await signInAtServer(page, ALICE);

  await expect(page).toHaveURL(`${product.app}/timesheets?project=Website#latest`);
  await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();
  expect((await apiRequest).headers()['authorization']).toMatch(/^Bearer /);
  expect(consoleErrors).toEqual([]);
});

test('A6 R28 the response leaves no trace in the address bar or the history', async ({ page, product }) => {
  await page.goto(product.app);
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();

  const response = /access_token|id_token|code=|state=/;
  expect(page.url()).not.toMatch(response);
  // The callback itself carried it; nothing after that does.
  const callback = addresses.findIndex((address) => address.startsWith(`${product.app}/auth/callback`));
  expect(addresses[callback]).toMatch(response);
  expect(addresses.slice(callback + 1).join(' ')).not.toMatch(response);
  expect(await page.evaluate(() => document.referrer)).not.toMatch(response);
});

test('the server is asked nothing at the callback but to exchange a code, once', async ({ page, product, flow }) => {
  await page.goto(`${product.app}/timesheets`);
  const requests: string[] = [];
  await logIn(page, ALICE);
  page.on('request', (request) => requests.push(request.url()));
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();

  const landing = requests.findIndex((url) => url.startsWith(`${product.app}/auth/callback`));
  expect(landing).toBeGreaterThan(-1);
  const asked = requests.slice(landing).filter((url) => url.startsWith(product.issuer));
  expect(asked).toEqual(flow === 'code' ? [`${product.issuer}/token`] : []);
});

test('R19 denying leads back to the app, which says so and offers another try', async ({ page, product }) => {
  await page.goto(`${product.app}/timesheets`);
  await logIn(page, ALICE);
  await page.getByRole('button', { name: 'Deny' }).click();

  await expect(page.getByRole('alert')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/auth/callback');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(page).toHaveURL(`${product.app}/timesheets`);
});

test('a wrong password stays at the server, and the right one then goes on', async ({ page, product }) => {
  await page.goto(`${product.app}/timesheets`);
  await logIn(page, { ...ALICE, password: 'wrong' });
  await expect(page.getByRole('alert')).toBeVisible();
  expect(new URL(page.url()).origin).toBe(product.issuer);
  await signInAtServer(page, ALICE);
  await expect(page).toHaveURL(`${product.app}/timesheets`);
});

test('a scope that is not granted opens the page that explains, and one that is opens the real one', async ({
  page,
  browser,
  product,
}) => {
  await page.goto(`${product.app}/approve`);
  await signInAtServer(page, ALICE);
  await expect(page).toHaveURL(`${product.app}/approve`);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).not.toHaveText('Approve');

  const other = await browser.newContext();
  const bobsPage = await other.newPage();
  await bobsPage.goto(`${product.app}/approve`);
  await signInAtServer(bobsPage, BOB);
  await expect(bobsPage.getByRole('heading', { level: 1, name: 'Approve' })).toBeVisible();
  await other.close();
});

test("the app's own ?state=, ?code= and fragment are left alone, at the redirect URI too", async ({
  page,
  product,
}) => {
  for (const path of ['/?state=open&code=42#section', '/auth/callback?state=open&code=42#section']) {
    await page.goto(product.app + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page).toHaveURL(product.app + path);
  }
});
