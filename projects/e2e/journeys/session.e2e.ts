import { startProduct } from '../product.ts';
import { pendingSignIns, storedSessions } from '../session-storage.ts';
import { ALICE, BOB, expect, logIn, signInAtServer, signOutAtServer, test } from '../test.ts';

test.describe('a session', () => {
  test('survives a reload without asking the server', async ({ page, product }) => {
    await page.goto(`${product.app}/timesheets`);
    await signInAtServer(page, ALICE);
    await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();

    const toServer: string[] = [];
    page.on('request', (request) => request.url().startsWith(product.issuer) && toServer.push(request.url()));
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();
    expect(toServer).toEqual([]);
  });

  test('A19 is kept in sessionStorage, and nothing in localStorage', async ({ page, product }) => {
    await page.goto(`${product.app}/timesheets`);
    await signInAtServer(page, ALICE);
    await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();

    const kept = await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.startsWith('ngx-implicit-auth')),
    );
    expect(kept).toEqual([]);
    expect(await pendingSignIns(page)).toBe(0);
  });

  test('R53 R54 ends here and at the server on signing out', async ({ page, product }) => {
    await page.goto(`${product.app}/timesheets`);
    await signInAtServer(page, ALICE);
    await page.getByRole('button', { name: 'Sign out' }).click();

    await expect(page).toHaveURL(`${product.app}/`);
    await expect(page.getByRole('main').getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await storedSessions(page)).toEqual([]);
    // The server has forgotten as well: it asks for the password again.
    await page.goto(`${product.app}/timesheets`);
    await expect(page.getByLabel('Password')).toBeVisible();
  });

  test('A15 is not to be seen again with Back after signing out', async ({ page, product }) => {
    await page.goto(`${product.app}/profile`);
    await signInAtServer(page, ALICE);
    await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(`${product.app}/`);

    await page.goBack();
    await expect(page.getByText('alice@', { exact: false })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);
  });

  test('A14 survives Back, and the same response opened again', async ({ page, product }) => {
    await page.goto(product.app);
    const callback = page.waitForRequest((request) => request.url().includes('/auth/callback'));
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await signInAtServer(page, ALICE);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();

    await callback;
    await expect(page).toHaveURL(`${product.app}/`);
    await page.goto(`${product.app}/auth/callback#access_token=replayed&token_type=Bearer&state=of-long-ago`);
    await expect(page).toHaveURL(`${product.app}/`);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await page.goBack();
    await page.goForward();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });

  test('A21 two tabs sign in side by side, each to its own page', async ({ context, product }) => {
    const [first, second] = [await context.newPage(), await context.newPage()];
    await first.goto(`${product.app}/timesheets`);
    await second.goto(`${product.app}/profile`);
    // A tab that is still in the app takes over the session of the first.
    await expect(second.getByLabel('Username')).toBeVisible();
    await signInAtServer(first, ALICE);
    await expect(first).toHaveURL(`${product.app}/timesheets`);
    await logIn(second, ALICE);
    await expect(second).toHaveURL(`${product.app}/profile`);
    await expect(second.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
    await first.reload();
    await expect(first.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();
  });

  test('of another person, from another tab, shows what that person may see', async ({ context, product }) => {
    const [first, second] = [await context.newPage(), await context.newPage()];
    await first.goto(`${product.app}/approve`);
    await signInAtServer(first, ALICE);
    await expect(first.getByRole('heading', { level: 1, name: 'Approving needs another role' })).toBeVisible();

    await second.goto(product.app);
    await second.getByRole('button', { name: 'Sign out' }).click();
    await expect(first.getByRole('heading', { level: 1, name: 'Your session has ended' })).toBeVisible();
    await second.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await signInAtServer(second, BOB);
    await expect(first.getByRole('heading', { level: 1, name: 'Approve', exact: true })).toBeVisible();
  });

  test('R24 A22 ends by itself at its deadline when it cannot be renewed, and no expired token is sent', async ({
    page,
    context,
    flow,
  }) => {
    const product = await startProduct({ flow, accessTokenSeconds: 4 });
    try {
      const sent: string[] = [];
      page.on('request', (request) => request.headers()['authorization'] && sent.push(request.url()));
      await page.goto(product.app);
      await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
      await signInAtServer(page, BOB);
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
      await signOutAtServer(context, product);
      await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0);

      sent.length = 0;
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Timesheets' }).click();
      await signInAtServer(page, BOB);
      await expect(page).toHaveURL(`${product.app}/timesheets`);
      await expect(page.getByRole('heading', { level: 1, name: 'Your timesheets' })).toBeVisible();
      expect(sent.length).toBeGreaterThan(0);
    } finally {
      await product.close();
    }
  });
});
