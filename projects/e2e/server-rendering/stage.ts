import { expect, type Page } from '@playwright/test';
import { startAuthorizationServer } from '../../sandbox/authorization-server/start-authorization-server.ts';
import type { SsrSettings } from '../../ssr/src/settings.ts';
import { test as base } from '../started.ts';
import { ALICE, logIn } from '../test.ts';
import { serveRendered, type RenderingServer } from './serve-rendered.ts';

/** A page of an app that a server renders, and what is known of it. */
export interface Stage {
  readonly page: Page;
  /** The app's origin. */
  readonly app: string;
  /** The authorization server's origin. */
  readonly issuer: string;
  /** What the app has shown in its pages, be it for a moment; a test empties it. */
  readonly shown: Shown[];
}

/** The texts of the app at a moment. */
interface Shown {
  /** The part that is the same on each page, but for who is signed in. */
  readonly nav: string;
  /** The page. */
  readonly main: string;
}

interface Fixtures {
  /** Starts an authorization server, and opens no page yet. When the test is over, nothing may have complained. */
  readonly stage: Stage;
}

/** What Chromium remarks on the frame of a renewal; see docs/session.md. */
const REMARK = 'An iframe which has both allow-scripts and allow-same-origin';

/** What dev mode tells developers of a failed sign-in, which a test has wanted to fail. */
const FAILURE = /^ngx-implicit-auth: .+ \(\w+, see docs\/errors\.md#\w+\)/;

/** `test` with an app that the CLI's own server renders. Each worker starts one. */
export const test = base.extend<Fixtures, { readonly rendering: RenderingServer }>({
  rendering: [
    async ({}, use) => {
      const server = await serveRendered('ssr');
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  stage: async ({ page, rendering, started }, use) => {
    const { url: app, complaints: complaintsOfServer } = rendering;
    const server = started(await startAuthorizationServer({ server: 'auth0', port: 0, appOrigins: [app] }));
    await chooseSettings(page, { issuer: `${server.url}/`, allFeatures: false });
    const complaints = complaintsOf(page, app);
    const before = complaintsOfServer();
    await use({ page, app, issuer: server.url, shown: await watchTexts(page, app) });
    expect(complaints).toEqual([]);
    expect(complaintsOfServer()).toBe(before);
  },
});

export { expect };

/** How the app is to be in the pages opened from now on. */
export async function chooseSettings(page: Page, settings: SsrSettings): Promise<void> {
  await page.addInitScript((ssrSettings) => Object.assign(globalThis, { ssrSettings }), settings);
}

/** What the app's pages complain of from now on. */
export function complaintsOf(page: Page, app: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isRed = message.type() === 'error' || message.type() === 'warning';
    const isExpected = message.text().startsWith(REMARK) || FAILURE.test(message.text());
    if (isRed && page.url().startsWith(app) && !isExpected) complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  return complaints;
}

/** Watches what the app shows in the pages opened from now on. */
async function watchTexts(page: Page, app: string): Promise<Shown[]> {
  const shown: Shown[] = [];
  await page.exposeFunction('noteShown', (nav: string, main: string) => shown.push({ nav, main }));
  await page.addInitScript((app) => {
    if (location.origin !== app || window !== top) return;
    const { noteShown } = globalThis as unknown as { noteShown: (nav: string, main: string) => void };
    const textOf = (element: string) => document.querySelector<HTMLElement>(element)?.innerText ?? '';
    new MutationObserver(() => {
      noteShown(textOf('nav'), textOf('main'));
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, app);
  return shown;
}

/** Opens a guarded page, and signs Alice in. */
export async function signIn({ page, app }: Stage, path: string): Promise<void> {
  // The app leaves for the server while its page is still loading.
  await page.goto(app + path, { waitUntil: 'commit' });
  await logIn(page, ALICE);
  await expect(page.locator('main')).toHaveText('secret page, asked by somebody');
  await expect(page).toHaveURL(app + path);
}

/** Ends the session in the page's tab, as if it had never been there. The server still knows the person. */
export async function forgetSession(page: Page): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.clear();
  });
}
