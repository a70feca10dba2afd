import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import type { FrontOptions } from './front.ts';
import { openApp, signInAtServer } from './sign-in.ts';

/** A web server of an app that opens its callback path only when a test says so; until then the browser stays where it is. */
export function lateCallback(): { readonly front: () => FrontOptions; readonly open: () => void } {
  let isOpen = false;
  return {
    front: () => ({ answer: (path) => (path === '/auth/callback' && !isOpen ? { status: 204 } : undefined) }),
    open: () => (isOpen = true),
  };
}

/** Signs in at the server, and tells the URL by which the response came to an app whose callback path is not open yet. */
export async function holdResponse(page: Page, app: string): Promise<string> {
  const redirect = page.waitForResponse((response) =>
    (response.headers()['location'] ?? '').startsWith(`${app}/auth/callback#`),
  );
  const held = page.waitForResponse((response) => response.status() === 204);
  await openApp(tabOf(page), app);
  await page.evaluate(() => void probe.auth.login());
  await signInAtServer(tabOf(page));
  await held;
  return (await redirect).headers()['location'] ?? '';
}
