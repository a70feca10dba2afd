import { ALICE, expect, signInAtServer, test } from '../test.ts';

test('Back from the login page leads to the public page that the person came from, which still works', async ({
  page,
  product,
}) => {
  await page.goto(product.app);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Username')).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL(`${product.app}/`);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('Back from a deep link that went to the server leads to where the visit began, not into the guard again', async ({
  page,
  product,
}) => {
  await page.goto(product.app);
  await page.goto(`${product.app}/timesheets`);
  await expect(page.getByLabel('Username')).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL(`${product.app}/`);
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('Back after a sign-in the server answered without a page leads to the page before it', async ({
  page,
  product,
}) => {
  await page.goto(`${product.app}/timesheets`);
  await signInAtServer(page, ALICE);
  await expect(page).toHaveURL(`${product.app}/timesheets`);
  await page.getByRole('link', { name: 'Session', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out of this app only' }).click();
  await expect(page).toHaveURL(`${product.app}/`);

  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.goto(`${product.app}/session`);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(page.url()).not.toContain('token');
});
