import type { Page } from '@playwright/test';
import { ALICE, BOB, expect, signInAtServer, test } from '../test.ts';
import { findViolations } from './find-violations.ts';
import { bobsPage, openAs, said, timesheetsPage } from './timesheets-page.ts';

test('the start adds up the week', async ({ page, product }) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  const total = async () => {
    await page.getByRole('link', { name: 'Timesheets, home' }).click();
    const words = await page.getByRole('region', { name: 'This week' }).locator('.total').textContent();
    return parseFloat(words ?? '');
  };
  const before = await total();
  await page.getByRole('link', { name: 'Go to your timesheets' }).click();
  const { add, entry } = timesheetsPage(page);
  const project = `Of today ${Date.now()}`;
  await add({ project, hours: '1.5' });
  await expect(entry(project)).toBeVisible();
  expect(await total()).toBe(before + 1.5);
});

test('what was just done is told on its own page alone', async ({ page, product }) => {
  await openAs(page, ALICE, `${product.app}/timesheets`);
  await timesheetsPage(page).add({ project: `Told ${Date.now()}`, hours: '0.25' });
  await expect(said(page)).toContainText('Added:');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Profile' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  await expect(said(page)).toHaveCount(0, { timeout: 1000 });
});

test('the navigation offers what the person may open', async ({ page, browser, product }) => {
  const pages = (of: Page) => of.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await page.goto(product.app);
  await expect(pages(page)).toHaveText(['Timesheets', 'Profile', 'Session']);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await signInAtServer(page, ALICE);
  await expect(pages(page)).toHaveText(['Timesheets', 'Profile', 'Session']);

  const bob = await bobsPage(browser, product);
  await expect(pages(bob)).toHaveText(['Timesheets', 'Approve', 'Profile', 'Session']);
  await bob.context().close();
});

test('on a phone the longest word wraps, in lists, questions and messages, without an axe violation', async ({
  page,
  browser,
  product,
}) => {
  const word = `${Date.now()}`.padEnd(80, 'W');
  const expectFits = async (which: Page) => {
    const overflow = await which.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const dialog = which.getByRole('dialog');
    if (await dialog.count()) expect(await dialog.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await which.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await findViolations(which), colorScheme).toEqual([]);
    }
  };
  await openAs(page, ALICE, `${product.app}/timesheets`);
  await page.setViewportSize({ width: 360, height: 800 });
  const { add, button, entry } = timesheetsPage(page);
  await add({ project: word, hours: '0.25' });
  await expect(said(page)).toContainText(word);
  await expectFits(page);
  await entry(word).getByRole('button', { name: 'Change' }).click();
  await expectFits(page);
  await button('Cancel').click();
  await entry(word).getByRole('button', { name: 'Delete' }).click();
  await expectFits(page);

  const bob = await bobsPage(browser, product);
  await bob.setViewportSize({ width: 360, height: 800 });
  await bob.getByRole('listitem').filter({ hasText: word }).getByRole('button', { name: 'Reject' }).click();
  await bob.getByLabel('Reason').fill(word);
  await expectFits(bob);
  await bob.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
  await expect(said(bob)).toContainText(word);
  await expectFits(bob);
  await page.reload();
  await expect(entry(word)).toContainText('Rejected');
  await expectFits(page);
  await bob.context().close();
});

test('no page scrolls sideways when somebody has their browser set letters and words wider apart', async ({
  page,
  product,
}) => {
  // As WCAG 2.2 wants it, in 1.4.12, on the width of 1.4.10.
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent =
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }';
      document.head.append(style);
    });
  });
  await page.setViewportSize({ width: 320, height: 800 });
  await openAs(page, BOB, `${product.app}/timesheets`);
  for (const path of ['/', '/timesheets', '/approve', '/profile', '/nowhere']) {
    await page.goto(product.app + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
  }
});
