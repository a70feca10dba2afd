import type { Page } from '@playwright/test';
import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';

/** Makes the tab's pending sign-ins so many seconds older. */
export async function agePendingSignIns(page: Page, seconds: number): Promise<void> {
  await page.evaluate((milliseconds) => {
    for (const key of Object.keys(sessionStorage).filter((name) => name.includes(' sign-in '))) {
      const record = JSON.parse(sessionStorage.getItem(key) ?? '') as { requestedAt: number };
      record.requestedAt -= milliseconds;
      sessionStorage.setItem(key, JSON.stringify(record));
    }
  }, seconds * 1000);
}

/** Has a late answer to the first authorization request, by which the person is refused, come back to the app. */
export async function refuseLate(page: Page, app: string, { url, record }: MisbehavingServer): Promise<void> {
  const state = record.to('authorize')[0]?.query.get('state') ?? '';
  // The app is not to be open already: an answer comes by a page load.
  await page.goto('about:blank');
  await page.goto(`${app}/auth/callback#${new URLSearchParams({ error: 'access_denied', state, iss: url })}`);
}
