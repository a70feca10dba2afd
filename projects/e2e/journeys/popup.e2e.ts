import type { Page } from '@playwright/test';
import { ALICE, expect, signInAtServer, test } from '../test.ts';
import { findViolations } from './find-violations.ts';

const BUTTON = 'Open sign-in in a small window';

/** Opens the small window from the start page. */
async function openWindow(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: BUTTON }).click();
  return opened;
}

test('somebody signs in in a small window, and the page that they are on stays', async ({
  page,
  product,
  consoleErrors,
}) => {
  await page.goto(product.app);
  // Gone with the page, if that is left.
  await page.evaluate(() => Object.assign(globalThis, { isStillHere: true }));
  expect(await findViolations(page)).toEqual([]);
  const popup = await openWindow(page);
  await signInAtServer(popup, ALICE);

  await expect(page.getByRole('status')).toHaveText('You are signed in, and never left this page.');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect(page.url()).toBe(`${product.app}/`);
  expect(await page.evaluate(() => 'isStillHere' in globalThis)).toBe(true);
  expect(await findViolations(page)).toEqual([]);
  expect(consoleErrors).toEqual([]);
});

test('whoever closes the small window is told so, and can open it again', async ({ page, product }) => {
  await page.goto(product.app);
  const first = await openWindow(page);
  await expect(first.getByLabel('Username')).toBeVisible();
  await first.close();
  await page.getByRole('heading', { level: 1 }).click();

  await expect(page.getByRole('status')).toHaveText('The window was closed before you had signed in.');
  await signInAtServer(await openWindow(page), ALICE);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('whose browser blocks the small window is told so', async ({ page, product }) => {
  await page.addInitScript(() => (window.open = () => null));
  await page.goto(product.app);
  await page.getByRole('button', { name: BUTTON }).click();

  await expect(page.getByRole('status')).toContainText('Your browser has blocked the window.');
});

test('whoever denies access in the small window reads why, and can try again', async ({ page, product }) => {
  await page.goto(product.app);
  const popup = await openWindow(page);
  await popup.getByLabel('Username').fill(ALICE.username);
  await popup.getByLabel('Password').fill(ALICE.password);
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await popup.getByRole('button', { name: 'Deny' }).click();

  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});
