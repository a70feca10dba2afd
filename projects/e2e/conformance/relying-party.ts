import type { Page, Request } from '@playwright/test';
import type { PlainEvent, PlainState, Probe } from '../../probe/src/instrument.ts';
import { storedSessions } from '../session-storage.ts';

/** How a sign-in ended. */
export interface Outcome {
  readonly state: PlainState;
  /** What the app was told since its page was loaded. */
  readonly events: readonly PlainEvent[];
}

/** The app under test, in its page. */
export interface RelyingParty {
  readonly page: Page;
  /** The app's address; ends without a slash. */
  readonly app: string;
  /** Opens the guarded page, which starts a sign-in, and waits for the outcome. */
  signIn(): Promise<Outcome>;
  /** Signs in from the page that is open, after a click, so that a hundred of these are no redirect loop. */
  signInAgain(): Promise<Outcome>;
  /** Asks for a URL through Angular's HttpClient; answers with the status. */
  get(url: string): Promise<number>;
  /** The app forgets the session at once; the rest of signing out is only begun. */
  signOut(scope: 'local' | 'everywhere'): Promise<void>;
  /** The names under which the tab's storage holds a session. */
  storedSessions(): Promise<readonly string[]>;
  /** Waits until each request that the page has made so far is answered, so that no server's record lacks one. */
  requestsAnswered(): Promise<void>;
}

type WithProbe = typeof globalThis & { readonly probe: Probe };

export function relyingParty(page: Page, app: string): RelyingParty {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));

  const outcome = async (): Promise<Outcome> => {
    await page.waitForFunction(() => {
      if (!('probe' in globalThis)) return false;
      const { status } = (globalThis as WithProbe).probe.state();
      // At the redirect URI, the page also tells of what the app takes for no answer of its own.
      return status === 'signed-in' || status === 'failed' || !!document.querySelector('[role=alert]')?.textContent;
    });
    return page.evaluate(() => {
      const { state, events } = (globalThis as WithProbe).probe;
      return { state: state(), events };
    });
  };
  return {
    page,
    app,
    signIn: async () => {
      // The app leaves for the server while its page is still loading.
      await page.goto(`${app}/secret`, { waitUntil: 'commit' });
      return outcome();
    },
    signInAgain: async () => {
      await page.mouse.click(0, 0);
      await page.evaluate(() => {
        void (globalThis as WithProbe).probe.auth.login();
      });
      return outcome();
    },
    get: (url) => page.evaluate((target) => (globalThis as WithProbe).probe.get(target), url),
    signOut: (scope) =>
      page.evaluate((how) => {
        // Not awaited: the page may be gone by then.
        void (globalThis as WithProbe).probe.auth.logout({ scope: how });
      }, scope),
    storedSessions: () => storedSessions(page),
    requestsAnswered: async () => {
      await Promise.all(requests.map((request) => request.response()));
    },
  };
}
