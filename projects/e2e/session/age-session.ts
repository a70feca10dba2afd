import type { Page } from '@playwright/test';

/**
 * Makes the session so many seconds older, in the tab's storage: the next page that is opened takes it up like that.
 *
 * For a session whose end is near, or over, without waiting for it.
 */
export async function ageSession(page: Page, seconds: number): Promise<void> {
  await page.evaluate((milliseconds) => {
    const key = Object.keys(sessionStorage).find((name) => name.endsWith(' session')) ?? '';
    const session = JSON.parse(sessionStorage.getItem(key) ?? '') as { receivedAt: number; expiresAt: number };
    session.receivedAt -= milliseconds;
    session.expiresAt -= milliseconds;
    sessionStorage.setItem(key, JSON.stringify(session));
  }, seconds * 1000);
}
