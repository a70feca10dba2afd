import { ALICE, expect, logIn, signInAtServer, test } from '../test.ts';

test.describe('an app of NgModules with hash routing under a sub-path, its root the redirect URI', () => {
  test('signs in from a deep link, comes back to it, and the API answers without an interceptor being listed', async ({
    page,
    product,
    consoleErrors,
  }) => {
    await page.goto(`${product.moduleApp}/#/timesheets?project=Website`);
    await signInAtServer(page, ALICE);

    await expect(page).toHaveURL(`${product.moduleApp}/#/timesheets?project=Website`);
    await expect(page.getByRole('listitem').first()).toBeVisible();
    expect(consoleErrors).toEqual([]);
  });

  test('signs out and comes back to a clean address', async ({ page, product }) => {
    await page.goto(`${product.moduleApp}/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await signInAtServer(page, ALICE);
    await expect(page.getByText('Signed in as Alice')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();

    await expect(page.getByText('Nobody is signed in.')).toBeVisible();
    expect(page.url()).not.toContain('state=');
  });

  test('R19 tells that the person refused, and signs in at the next try', async ({ page, product }) => {
    await page.goto(`${product.moduleApp}/#/timesheets`);
    await logIn(page, ALICE);
    await page.getByRole('button', { name: 'Deny' }).click();
    await expect(page.getByRole('alert')).toContainText('Sign-in failed');

    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page).toHaveURL(`${product.moduleApp}/#/timesheets`);
  });

  test('leads home from a refusal, also where the page is the app’s root itself', async ({ page, product }) => {
    await page.goto(`${product.moduleApp}/#/timesheets`);
    await logIn(page, ALICE);
    await page.getByRole('button', { name: 'Deny' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are not signed in');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText('Sign-in failed');
    await page.getByRole('link', { name: 'Go to the start page' }).click();

    await expect(page.getByText('Nobody is signed in.')).toBeVisible();
  });

  test('leaves routes alone that look like a response', async ({ page, product }) => {
    await page.goto(`${product.moduleApp}/#/?q=1&error=none&state=open`);
    await expect(page.getByText('Nobody is signed in.')).toBeVisible();
    await expect(page).toHaveURL(`${product.moduleApp}/#/?q=1&error=none&state=open`);
  });
});
