import type { Browser } from '@playwright/test';
import { AUTH_SERVER, expect, test as base } from './test.ts';

/** Chromium under WebKit's name, as Playwright's WebKit is not here. */
const test = base.extend<object, { browser: Browser }>({
  browserName: ['webkit', { scope: 'worker' }],
  browser: [
    async ({ playwright, launchOptions }, use) => {
      const browser = await playwright.chromium.launch(launchOptions);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

test('Playwright’s WebKit takes no redirects from a test, and gets pages that lead back', async ({ page }) => {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(AUTH_SERVER.issuer)) statuses.push(response.status());
  });
  await page.goto('/secret');
  await expect(page.locator('main')).toHaveText('secret page');
  expect(statuses).toEqual([200, 200, 200]);
});
