import type { BrowserContext } from '@playwright/test';
import { accessTokenIn, type AccessToken } from './access-tokens.ts';
import { demandError, demandPerson, type Person, type Settings } from './auth-server-options.ts';
import { forgetPerson } from './end-session.ts';
import type { AuthServerRequest } from './request-record.ts';
import type { ServerState } from './server-state.ts';
import { firstSigningKey, newSigningKey } from './signing-keys.ts';

/** The authorization server of a test, as the test holds it. Each test has a new one. */
export interface AuthServer {
  /**
   * What it has been asked so far, the oldest first; of secrets, only that they were there.
   * @example
   * ```ts
   * expect(authServer.requests.at(-1)).toMatchObject({ endpoint: 'authorization', parameters: { prompt: 'none' } });
   * ```
   */
  readonly requests: readonly AuthServerRequest[];
  /** From now on the server knows this person, and answers without a page. */
  signInAs(person: Person): void;
  /** The server forgets the person, and their refresh tokens: no request without a page succeeds until they sign in. */
  signOut(): void;
  /**
   * Answers the next authorization request with an error, such as `access_denied` or `temporarily_unavailable`.
   * @throws AuthServerOptionsError for what is no name of an error
   */
  refuse(error: string, description?: string): void;
  /**
   * What an API may conclude from the Authorization header of a request; `null`: 401.
   * @example
   * ```ts
   * await page.route('https://api.example.com/timesheets', (route) => {
   *   const token = authServer.accessTokenIn(route.request().headers()['authorization']);
   *   return token ? route.fulfill({ json: [] }) : route.fulfill({ status: 401 });
   * });
   * ```
   */
  accessTokenIn(authorization: string | null | undefined): AccessToken | null;
  /** Signs with a new key from now on, and publishes that one alone. */
  rotateKeys(): Promise<void>;
  /**
   * Lets time pass for the server, and for the pages of the browser, whose timers fire.
   * @throws AuthServerOptionsError for no number of seconds above 0
   * @throws Error when the test has not called `page.clock.install()` before it opened the app
   */
  passTime(seconds: number): Promise<void>;
  /**
   * Answers for the server in another context as well: one that the test itself has made, by `browser.newContext()`. Where
   * Playwright tells of new contexts, it does so without being called; resolves when it does.
   */
  answerIn(context: BrowserContext): Promise<void>;
}

/** What a server begins with. `now` tells the time in seconds. */
export async function stateFrom(settings: Settings, now: () => number): Promise<ServerState> {
  return {
    ...{ settings, now, person: settings.person, key: await firstSigningKey(), refusal: null },
    signedInSince: settings.isSignedIn ? now() : null,
    ...{ pushed: new Map(), codes: new Map(), refreshTokens: new Map(), accessTokens: new Map() },
    ...{ requests: [], problems: [] },
  };
}

/** What a test may do to a server by changing its state. */
export function handleFor(state: ServerState): Omit<AuthServer, 'passTime' | 'answerIn'> {
  return {
    requests: state.requests,
    signInAs(person) {
      demandPerson('The person', person);
      Object.assign(state, { person, signedInSince: state.now() });
    },
    signOut: () => forgetPerson(state),
    refuse(error, description) {
      demandError(error);
      state.refusal = { error, description };
    },
    accessTokenIn: (authorization) => accessTokenIn(state, authorization),
    async rotateKeys() {
      state.key = await newSigningKey();
    },
  };
}
