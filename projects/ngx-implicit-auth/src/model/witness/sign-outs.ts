import { isLive, REFRESH_TOKEN, type StoredSession } from '../../lib/session/session-store';
import type { Page } from '../page';
import { accessTokensOf, type Seen } from './seen';

interface SignOut {
  readonly page: Page;
  readonly step: number;
  /** The only session at the server that it ends; undefined for any. */
  readonly sid: string | undefined;
}

/** A sign-out that was asked for by `logout()`. */
interface AskedSignOut {
  readonly page: Page;
  readonly step: number;
  readonly isToReachServer: boolean;
  readonly toRevoke: readonly string[];
}

/** I1 and I8: what a sign-out ends, and what it was to reach. */
export class SignOuts {
  readonly #seen: Seen;
  readonly #signOuts: SignOut[] = [];
  readonly #asked: AskedSignOut[] = [];
  /** When each session began, by its `id`. */
  readonly #began = new Map<string, number>();

  constructor(seen: Seen) {
    this.#seen = seen;
  }

  /** A page has told of one. */
  told(page: Page, sid?: string): void {
    this.#signOuts.push({ page, sid, step: this.#seen.world.device.step });
  }

  /** Whether a page can have been told of any by another. */
  has(page: Page): boolean {
    return this.#signOuts.some((signOut) => signOut.page !== page);
  }

  /** The server has told a page that one of its sessions has ended. */
  byServer(page: Page, sid: string): void {
    // A session without an id_token has no name.
    if (this.#seen.knowsPersons) this.told(page, sid);
  }

  /** The app calls `logout()`. */
  askedFor(page: Page, options: { readonly scope?: string; readonly revoke?: boolean }): void {
    const { ending } = this.#seen.of(page);
    if (!ending) return;
    this.#asked.push({
      page,
      step: this.#seen.world.device.step,
      isToReachServer: options.scope !== 'local',
      toRevoke: options.revoke ? tokensOf(ending) : [],
    });
  }

  expectNotSignedOut(page: Page, session: StoredSession, what: string): void {
    const { wasSetBack } = this.#seen.world.device;
    // A page must know of its own, and of those that it can read. What it cannot store it dates, by a clock that is right.
    const isKnown = this.#since(session).some(({ page: other }) =>
      page.wasDenied.has('localStorage') ? other === page && !wasSetBack : !other.wasDenied.has('localStorage'),
    );
    if (isKnown) this.#seen.violate('I1', `${page.name} ${what} after a sign-out`);
  }

  /** Whether a session can go on: neither has it expired, nor has anybody signed out who may have ended it. */
  canGoOn(session: StoredSession): boolean {
    return isLive(session, this.#seen.world.device.now) && this.#since(session).length === 0;
  }

  /** Whether all that were asked for have reached whom they were to reach. */
  finish(): void {
    const seen = this.#seen;
    for (const { page, step, isToReachServer, toRevoke } of this.#asked) {
      const next = seen.of(page).redirects.find((redirect) => redirect.step >= step);
      const isStill = page.isRunning && page.tab.page === page;
      if (isToReachServer && (next ? next.pathname !== '/session/end' : isStill))
        seen.violate('I8', `the sign-out of ${page.name} does not reach the server`);
      const unrevoked = toRevoke.filter((token) => !seen.world.server.isRevoked(token));
      if (unrevoked.length && !seen.wasUnreachable && (isStill || next?.pathname === '/session/end'))
        seen.violate('I8', `${page.name} does not revoke ${unrevoked.join()}`);
    }
  }

  /** Those since a session began: with the sign-in that it came from, however often it has been renewed since. */
  #since(session: StoredSession): readonly SignOut[] {
    const grant = this.#seen.grantOf(session);
    const asked = this.#seen.asked.get(grant?.state ?? '');
    if (!grant || !asked) return [];
    const began = Math.min(grant.isSilent ? asked.step : asked.completing, this.#began.get(session.id) ?? Infinity);
    this.#began.set(session.id, began);
    return this.#signOuts.filter(({ step, sid }) => step > began && (sid === undefined || sid === grant.sid));
  }
}

/** All that a sign-out is to revoke. */
function tokensOf(session: StoredSession): readonly string[] {
  const refreshToken = session[REFRESH_TOKEN];
  return [...accessTokensOf(session), ...(refreshToken ? [refreshToken] : [])];
}
