import { expect, test as base, type BrowserContext, type Page, type Route } from '@playwright/test';
import { asPage } from './answer.ts';
import { demandSeconds, settingsFrom, type AuthServerOptions } from './auth-server-options.ts';
import { handleFor, stateFrom, type AuthServer } from './auth-server.ts';
import { answerFrom, isForServer } from './endpoints.ts';
import type { ServerState } from './server-state.ts';

/** What this `test` has beyond Playwright's. */
export interface AuthServerFixtures {
  /** What the server is to be; needed, by `test.use()` or in `playwright.config.ts`. */
  readonly authServerOptions: AuthServerOptions | undefined;
  /** The authorization server. It is there in any test that has a `page` or a `context`, named or not. */
  readonly authServer: AuthServer;
}

/**
 * Playwright's `test`, in which the browser finds an authorization server at the issuer: it signs people in, and no
 * request for it reaches the network.
 * @throws AuthServerOptionsError when the options are missing or make no server
 * @example
 * ```ts
 * test.use({ authServerOptions: { issuer: 'https://id.example.com', clientId: 'timesheets-spa' } });
 *
 * test('Alice sees her timesheets', async ({ page }) => {
 *   await page.goto('/timesheets');
 *   await expect(page.getByText('Alice')).toBeVisible();
 * });
 * ```
 */
export const test = base.extend<AuthServerFixtures>({
  authServerOptions: [undefined, { option: true }],
  // What a service worker fetches passes by the routes of Playwright.
  serviceWorkers: 'block',
  authServer: async ({ authServerOptions, baseURL, browser, browserName }, use) => {
    let passed = 0;
    const now = () => Math.floor(Date.now() / 1_000 + passed);
    const state = await stateFrom(settingsFrom(authServerOptions, baseURL), now);
    const contexts = new Map<BrowserContext, Promise<void>>();
    const answerIn = (context: BrowserContext) => {
      const before = contexts.get(context);
      if (before) return before;
      const answered = answerFor(state, context, browserName === 'webkit');
      contexts.set(context, answered);
      context.once('close', () => contexts.delete(context));
      return answered;
    };
    // At once, so that no request of its pages comes before.
    const onContext = (context: BrowserContext) => void answerIn(context);
    browser.on('context', onContext);
    await use({
      ...handleFor(state),
      answerIn,
      async passTime(seconds) {
        demandSeconds(seconds);
        const open = [...contexts.keys()];
        await Promise.all(open.flatMap((context) => context.pages()).map(demandClock));
        passed += seconds;
        await Promise.all(open.map(({ clock }) => clock.fastForward(seconds * 1_000)));
      },
    });
    browser.off('context', onContext);
    if (state.problems.length > 0) throw new Error(told(state.problems));
  },
  context: async ({ context, authServer }, use) => {
    await authServer.answerIn(context);
    await use(context);
  },
});

export { expect };

/** Answers whatever the pages of a context ask of the server. */
async function answerFor(state: ServerState, context: BrowserContext, takesNoRedirect: boolean): Promise<void> {
  const isOurs = (url: URL) => isForServer(state, url);
  context.on('request', (request) => {
    const [from, url] = [request.redirectedFrom(), new URL(request.url())];
    if (from && isOurs(url)) state.problems.push(escaped(new URL(from.url()), url));
  });
  await Promise.all([
    context.route(isOurs, (route) => fulfil(state, route, takesNoRedirect)),
    // Playwright has it from 1.48 on.
    (context as Partial<BrowserContext>).routeWebSocket?.(isSocketFor(state), async (socket) => {
      state.problems.push(
        `A WebSocket to ${shown(new URL(socket.url()))} was closed: the server of this test has none.`,
      );
      await socket.close();
    }),
  ]);
}

function isSocketFor(state: ServerState): (url: URL) => boolean {
  return ({ href }) => isForServer(state, new URL(href.replace(/^ws/, 'http')));
}

/** What Playwright does not route reaches the network. */
function escaped(from: URL, to: URL): string {
  return (
    `${shown(to)} was asked by the network: a redirect from ${shown(from)} led there, and Playwright routes no request that ` +
    `comes by a redirect. Answer that one in the test, by a page that leads on: await page.route('${shown(from)}', …).`
  );
}

/** Without the query, which may hold secrets. */
function shown({ origin, pathname }: URL): string {
  return origin + pathname;
}

/**
 * Answers a request of the browser. A redirect is one wherever Playwright can: WebKit takes none from it. Chromium needs
 * it, as it lets no page in a frame lead from a public address to one of this machine.
 */
async function fulfil(state: ServerState, route: Route, takesNoRedirect: boolean): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  const method = request.method();
  const parameters = method === 'POST' ? new URLSearchParams(request.postData() ?? '') : url.searchParams;
  const answer = await answerFrom(state, { method, url, headers: request.headers(), parameters });
  await route.fulfill(takesNoRedirect ? asPage(answer) : answer);
}

/** The timers of an app that has started already cannot be moved; those of a page that is being left need not be. */
async function demandClock(page: Page): Promise<void> {
  if (page.url() === 'about:blank') return;
  const isBound = await page.evaluate(() => String(setTimeout).includes('[native code]')).catch(() => false);
  if (isBound) throw new Error('Call page.clock.install() before page.goto(), so that passTime() can move its timers.');
}

function told(problems: readonly string[]): string {
  const list = [...new Set(problems)].map((problem) => `- ${problem}`).join('\n');
  return `The app has asked its authorization server for what no server gives:\n${list}`;
}
