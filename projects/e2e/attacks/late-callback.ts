import type { Page } from '@playwright/test';
import { tabOf } from '../engines/chromium.ts';
import { waitForCallbackUrl } from './callback-url.ts';
import type { FrontOptions } from './front.ts';
import { openApp, signInAtServer } from './sign-in.ts';

/**
 * An app's web server whose callback path stays shut until a test opens it. Until then the browser stays where it is.
 */
export function lateCallback(): { readonly front: () => FrontOptions; readonly open: () => void } {
  let isOpen = false;
  return {
    front: () => ({ answer: (path) => (path === '/auth/callback' && !isOpen ? { status: 204 } : undefined) }),
    open: () => (isOpen = true),
  };
}

/** Signs in at the server of an app whose callback path is not open yet, and tells the URL that holds the response. */
export async function holdResponse(page: Page, app: string): Promise<string> {
  const callback = waitForCallbackUrl(page, app);
  const held = page.waitForResponse((response) => response.status() === 204);
  await openApp(tabOf(page), app);
  await page.evaluate(() => void probe.auth.login());
  await signInAtServer(tabOf(page));
  await held;
  return callback;
}
