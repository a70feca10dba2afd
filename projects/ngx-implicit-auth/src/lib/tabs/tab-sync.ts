import { isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, NgZone, PLATFORM_ID } from '@angular/core';
import { Subscription } from 'rxjs';
import type { SharedRenewal } from '../renewal/shared-renewal';
import type { AuthEvent } from '../session/auth-event';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import { openChannel, type AppChannel } from '../session/open-channel';
import type { ShareAccessToken } from '../session/ports';
import { signedIn } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import type { SessionState, StoredSession } from '../session/session-store';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import { inTurn } from './in-turn';

/** How long other tabs have to answer when there may be none, in milliseconds. */
const ANSWER_MS = 250;
/**
 * How long they have when one of them is known to have renewed, and how long that one makes it known, in milliseconds.
 */
const CERTAIN_ANSWER_MS = 5_000;
/** How long they have when one of them has sent this tab's refresh token, and may be gone by now, in milliseconds. */
const OUTDATED_ANSWER_MS = 1_000;

/**
 * Keeps the tabs of an app together: the others take over what one has signed in or renewed, and one renews at a time.
 *
 * A message is a session, or `null`: the question who has one. Where channels or locks are missing or denied, each tab
 * does for itself.
 */
export class TabSync {
  readonly #machine = inject(SessionMachine);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #openedAt = this.#platform.now();
  readonly #over = new AbortController();
  #channel: AppChannel | null = null;
  /** The `receivedAt` of the newest session that the other tabs have heard of. */
  #told = 0;
  /** The access tokens of resource servers that they have heard of with that session. */
  #toldTokens: StoredSession['accessTokens'];

  /** @param sharesSession - whether tokens and claims are told to the other tabs */
  constructor(sharesSession: boolean) {
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return;
    const waiting = { zone: this.#zone, signal: this.#over.signal };
    inject(DestroyRef).onDestroy(() => {
      this.#over.abort();
    });
    this.#machine.inTurn = (name, turn) => inTurn(name, waiting, turn, turn);
    if (!sharesSession) return;
    // A page that was to be left has heard nothing.
    let isNew = true;
    const subscription = this.#machine.states.subscribe((state) => {
      // How the app is configured may not be known before.
      if (state.status === 'starting') return;
      this.#channel ??= this.#open();
      if (!this.#channel) return;
      if (isNew && state.status === 'signed-out' && !this.#platform.isAlone)
        this.#machine.holdBack(this.#ask(ANSWER_MS));
      isNew = state.status === 'redirecting';
      this.#tell(state);
    });
    inject(DestroyRef).onDestroy(() => {
      subscription.unsubscribe();
      this.#channel?.close();
    });
  }

  #open(): AppChannel | null {
    const channel = this.#zone.runOutsideAngular(() =>
      openChannel(this.#platform, storageKey(this.#settings, 'session'), (message) => {
        this.#hear(message);
      }),
    );
    if (channel) {
      this.#machine.shareAccessToken = this.#shareAccessToken;
      this.#machine.askTabs = async ({ receivedAt }) => {
        if (!this.#holdsNewerThan(receivedAt)) await this.#ask(OUTDATED_ANSWER_MS);
      };
    }
    return channel;
  }

  get #lockName(): string {
    return storageKey(this.#settings, 'renewal');
  }

  readonly renew: SharedRenewal = (session, renew, signal, plannedAt) =>
    inTurn(
      this.#lockName,
      { zone: this.#zone, signal },
      async (locks) => {
        if (await this.#isRenewed(session, locks)) return { outcome: { status: 'renewed' } };
        const pause = `${session?.receivedAt} until `;
        const now = this.#platform.now();
        const nobodyWaits = plannedAt <= now && session && (session.expiresAt > now || document.hidden);
        const pausesUntil = nobodyWaits ? Math.max(0, ...(await this.#marked(pause, locks))) : 0;
        if (pausesUntil > now) return renew(pausesUntil);
        const result = await renew();
        const { renewed, retryAt } = result;
        if (renewed) await this.#mark(`${renewed.receivedAt}`, CERTAIN_ANSWER_MS, locks);
        if (retryAt) await this.#mark(`${pause}${retryAt}`, retryAt - this.#platform.now(), locks);
        return result;
      },
      () => renew(),
    );

  #tell(state: SessionState): void {
    if (state.status !== 'signed-in') return;
    const { receivedAt, accessTokens } = state.session;
    if (receivedAt < this.#told || (receivedAt === this.#told && accessTokens === this.#toldTokens)) return;
    this.#told = receivedAt;
    this.#toldTokens = accessTokens;
    this.#say(state.session);
  }

  #hear(message: unknown): void {
    const state = this.#machine.snapshot();
    const current = sessionOf(state);
    if (message === null) {
      // Past the deadline it has no tokens.
      if (current?.accessToken ?? current?.idToken) this.#say(current);
      return;
    }
    const session = this.#machine.received(message);
    if (!session || state.status === 'redirecting') return;
    const isWelcome = current
      ? session.receivedAt >= current.receivedAt && session.claims?.sub === current.claims?.sub
      : ['signed-out', 'failed', 'renewing'].includes(state.status);
    const isNewer = session.receivedAt !== current?.receivedAt;
    const others = Object.entries(session.accessTokens ?? {});
    const isMore = others.some(([key, token]) => token.expiresAt > (current?.accessTokens?.[key]?.expiresAt ?? 0));
    if (!isWelcome || !(isNewer || isMore)) return;
    // Without claims nobody can tell whose tokens this tab holds.
    const held = session.claims ? current?.accessTokens : undefined;
    const accessTokens = held || others.length ? { ...held, ...session.accessTokens } : undefined;
    this.#told = Math.max(this.#told, session.receivedAt);
    this.#toldTokens = accessTokens;
    this.#machine.send(signedIn({ ...session, accessTokens }, { type: 'session-received' }));
  }

  #say(session: StoredSession | null): void {
    this.#channel?.post(session && this.#machine.sealed(session));
  }

  /** Asks the other tabs for a session, and waits until one has come, but no longer than this. */
  #ask(milliseconds: number): Promise<void> {
    this.#say(null);
    return this.#wait(milliseconds, 'session-received');
  }

  /** Resolves when the time is up, the event has come, or the app is gone. */
  #wait(milliseconds: number, type?: AuthEvent['type']): Promise<void> {
    return new Promise((resolve) => {
      const waiting = new Subscription(() => {
        clearTimeout(timer);
        resolve();
      });
      const done = () => {
        waiting.unsubscribe();
      };
      const timer = this.#zone.runOutsideAngular(() => setTimeout(done, milliseconds));
      waiting.add(
        this.#machine.events.subscribe({
          next: (event) => {
            if (event.type === type) done();
          },
          complete: done,
        }),
      );
    });
  }

  #holdsNewerThan(receivedAt: number): boolean {
    return (sessionOf(this.#machine.states.value)?.receivedAt ?? 0) > receivedAt;
  }

  async #isRenewed(session: StoredSession | null, locks: LockManager): Promise<boolean> {
    if (!this.#channel) return false;
    const since = session?.receivedAt ?? 0;
    const isNewer = () => this.#holdsNewerThan(since);
    // While this tab was in line, it heard of a session, or of a sign-out.
    if (this.#machine.states.value.status !== 'renewing') return isNewer();
    const renewals = await this.#marked('', locks);
    if (isNewer()) return true;
    const isCertain = renewals.some((receivedAt) => receivedAt > since);
    // Another tab may have renewed the session before this page was opened, or while it was asleep.
    const mayHaveMissedIt = session && (since < this.#openedAt || session.expiresAt <= this.#platform.now());
    if (isCertain) await this.#ask(CERTAIN_ANSWER_MS);
    else if (mayHaveMissedIt) await this.#ask(ANSWER_MS);
    return isNewer();
  }

  readonly #shareAccessToken: ShareAccessToken = async (key, heldByNow, fetch) => {
    const name = `${this.#lockName} ${key}`;
    const locks = (navigator as Partial<Navigator>).locks;
    const isUnderWay = !!locks && (await heldLocks(locks)).includes(name);
    const waiting = { zone: this.#zone, signal: this.#over.signal };
    const turn = async () => {
      if (isUnderWay && heldByNow() === null) await this.#ask(ANSWER_MS);
      return heldByNow() ?? fetch();
    };
    return inTurn(name, waiting, turn, fetch);
  };

  /** The times in the marks that begin so, in any tab. */
  async #marked(beginning: string, locks: LockManager): Promise<readonly number[]> {
    const held = await heldLocks(locks);
    const times = held.map((name) => Number(name?.split(`${this.#lockName} ${beginning}`)[1]));
    return times.filter(Number.isFinite);
  }

  /**
   * Holds a lock for a while that names the time of a renewal, or that of the next try. A message takes its time, but
   * the tab that is next in line sees at once which locks are held.
   */
  #mark(name: string, milliseconds: number, locks: LockManager): Promise<void> {
    return new Promise((marked) => {
      const hold = () => {
        marked();
        return this.#wait(milliseconds);
      };
      const request = async () => locks.request(`${this.#lockName} ${name}`, { mode: 'shared' }, hold);
      request().catch(marked);
    });
  }
}

/** The names of the locks that are held in any tab; none where the browser does not tell. */
async function heldLocks(locks: LockManager): Promise<readonly (string | undefined)[]> {
  try {
    const { held = [] } = await locks.query();
    return held.map(({ name }) => name);
  } catch {
    return [];
  }
}
