import { sessionOf, type AuthState } from '../../lib/session/auth-state';
import type { StoredSession } from '../../lib/session/session-store';
import type { Invariant } from '../invariants';
import type { Grant, Person } from '../model-server';
import type { Page, Tab } from '../page';
import type { World } from '../world';

/** Where a session is kept. */
export const SESSION_KEY = 'ngx-implicit-auth https://id.example.com timesheets-spa session';

/** A request to the server, by a redirect, in a frame, or by a refresh token. */
export interface Asked {
  /** The tab that has asked, and those that were duplicated from it. */
  readonly tabs: Set<Tab>;
  readonly step: number;
  /** The `max_age` that it asks for. */
  readonly maxAge: string | null;
  /** The hash of the code verifier. */
  readonly challenge: string | null;
  /** When a page began to complete it. */
  completing: number;
}

/** What has been seen of one page. */
export interface SeenPage {
  /** What each of two subscribers has heard. */
  readonly told: readonly [string[], string[]];
  state: AuthState;
  /** A session that has gone without a word, until the word comes. */
  lost: StoredSession | null;
  /** The session that a sign-out would end. */
  ending: StoredSession | null;
  /** The session that the page has shown last. */
  last: StoredSession | null;
  /** The session that was stored when the page was opened, and can go on. */
  readonly stored: StoredSession | null;
  hasBeenSignedOut: boolean;
  /** The last step at which a sign-in that was under way was given up: by a sign-out, or by the Back button. */
  gaveUpAt: number;
  readonly redirects: { readonly step: number; readonly pathname: string }[];
  /** The `state` of the response that it was opened with. */
  readonly answered: string | null;
  /** Whether the server's frame has said that its session has changed, and nobody has heard what became of it. */
  isChanged: boolean;
}

/** What has been seen in one run, and the first invariant that has not held. */
export class Seen {
  readonly #pages = new Map<Page, SeenPage>();
  /** By their `state`. */
  readonly asked = new Map<string, Asked>();
  /** Whether any tab may not know of the sign-outs. */
  wasDenied = false;
  wasUnreachable = false;
  violation: string | null = null;

  constructor(readonly world: World) {}

  /** A page has asked the server; `key` is the `state`, or stands for a refresh. */
  asks(page: Page, key: string, request: Pick<Asked, 'maxAge' | 'challenge'>): void {
    this.asked.set(key, { ...request, tabs: new Set([page.tab]), step: this.world.device.step, completing: Infinity });
  }

  /** A page has found the answer to a request. */
  completes(state: string): void {
    const asked = this.asked.get(state);
    if (asked) asked.completing = Math.min(asked.completing, this.world.device.step);
  }

  /** Notes that an invariant does not hold. The first is what the run fails with. */
  violate(invariant: Invariant, how: string): void {
    this.violation ??= `${invariant}: ${how}`;
  }

  opened(page: Page, seen: Pick<SeenPage, 'stored' | 'answered'>): void {
    this.#pages.set(page, {
      told: [[], []],
      state: { status: 'starting' },
      lost: null,
      ending: null,
      last: null,
      hasBeenSignedOut: false,
      gaveUpAt: 0,
      redirects: [],
      isChanged: false,
      ...seen,
    });
  }

  of(page: Page): SeenPage {
    const seen = this.#pages.get(page);
    if (!seen) throw new Error('Nobody watches this page.');
    return seen;
  }

  sessionIn(page: Page): StoredSession | null {
    return sessionOf(this.of(page).state) as StoredSession | null;
  }

  /** What the server gave out when it answered with this session. */
  grantOf(session: StoredSession | null): Grant | undefined {
    return this.world.server.issued.get(tokenOf(session) ?? '');
  }

  personOf(session: StoredSession): Person | undefined {
    return this.grantOf(session)?.person ?? (session.claims?.sub as Person | undefined);
  }

  /** Whether the library can tell who is signed in. */
  get knowsPersons(): boolean {
    return this.world.setup.hasIdToken;
  }
}

export function tokenOf(session: StoredSession | null): string | null {
  return session && (session.accessToken ?? session.idToken);
}

/** The session's own access token, and those for single resource servers. */
export function accessTokensOf({ accessToken, accessTokens }: StoredSession): readonly string[] {
  const ofEach = Object.values(accessTokens ?? {}).map((one) => one.accessToken);
  return [accessToken, ...ofEach].filter((token) => token !== null);
}
