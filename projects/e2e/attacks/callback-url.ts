import type { Page } from '@playwright/test';

/** Waits until the server sends the browser back to the app, and tells the URL, which holds the response. */
export async function waitForCallbackUrl(page: Page, app: string): Promise<string> {
  const locationOf = (headers: Readonly<Record<string, string>>) => headers['location'] ?? '';
  const redirect = await page.waitForResponse((response) =>
    locationOf(response.headers()).startsWith(`${app}/auth/callback#`),
  );
  return locationOf(redirect.headers());
}
