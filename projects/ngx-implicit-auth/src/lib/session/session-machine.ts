import { DestroyRef, inject, Injectable, NgZone, signal, untracked } from '@angular/core';
import { BehaviorSubject, Subject } from 'rxjs';
import type { AuthError } from '../protocol/auth-error';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import type { AuthEvent, SignOutReason } from './auth-event';
import { AUTH_PLATFORM } from './auth-platform';
import { sessionOf } from './auth-state';
import { storedItem } from './auth-storage';
import type { AddUserInfo, RenewalPort, ShareAccessToken } from './ports';
import { AUTH_STORAGE, sessionStore, type SessionState, type StoredSession } from './session-store';
import { checkTransition } from './transitions';
import { whenPassed } from './when-passed';

/**
 * The one place that holds the state. Only its transitions change it; streams, signals, guards and the interceptor read
 * it.
 */
@Injectable()
export class SessionMachine {
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #destroyRef = inject(DestroyRef);
  /**
   * When somebody last signed out in any tab. A tab that was at another site, and missed the message, reads it here.
   */
  readonly #signedOutAt = storedItem(() => localStorage, storageKey(this.#settings, 'signed-out'));
  #cancelExpiry: (() => void) | undefined;

  readonly sessions = sessionStore(
    this.#settings,
    inject(AUTH_STORAGE, { optional: true }) ?? this.#platform.tabStorage,
  );
  readonly state = signal<SessionState>({ status: 'starting' });
  readonly states = new BehaviorSubject(this.state());
  readonly events = new Subject<AuthEvent>();

  /**
   * Settles when it is known whether somebody gets signed in without a redirect; guards and requests wait for it. It
   * never rejects.
   */
  pending: Promise<unknown> | null = null;

  // The fields below are only declared: initializing them would cost every app some bytes.
  /**
   * Tells the app's other pages of a sign-out: the `sid` of the session, or `null` for any. Not set on a server, nor in
   * a browser that has no `BroadcastChannel` or denies it.
   */
  declare signOuts?: BroadcastChannel;
  /** Set by `withSilentRenewal()` alone. */
  declare renewal?: RenewalPort;
  /** Set by `withUserInfo()` alone. */
  declare addUserInfo?: AddUserInfo;
  /** Set by `withTabSync()` alone. */
  declare shareAccessToken?: ShareAccessToken;

  /**
   * Listens to what happens outside this page: the device wakes up, the page comes back from the back/forward cache,
   * another page signs out.
   *
   * Firefox gives a page that comes back from that cache the session storage as it was when the page was left. It
   * evicts a page from the cache, however, when a message arrives on a channel that the page holds open.
   */
  listen(): void {
    const over = new AbortController();
    const onWake = ({ persisted }: Partial<PageTransitionEvent>) => {
      if (persisted && this.states.value.status !== 'completing') this.restore();
      else this.snapshot();
    };
    this.#zone.runOutsideAngular(() => {
      for (const type of ['pageshow', 'visibilitychange', 'focus', 'online']) addEventListener(type, onWake, over);
    });
    try {
      const channel = (this.signOuts = new BroadcastChannel(storageKey(this.#settings, 'sign-out')));
      channel.onmessage = ({ data }) => {
        this.endSession(data, 'other-tab');
      };
    } catch {
      // Not there, or denied. Then the time of a sign-out is all that other pages learn.
    }
    this.#destroyRef.onDestroy(() => {
      over.abort();
      this.signOuts?.close();
      this.#cancelExpiry?.();
      this.events.complete();
    });
  }

  /** Makes guards and requests wait for a promise that may yet sign somebody in. It must not reject. */
  holdBack(until: Promise<unknown>): void {
    this.pending = until;
    // Added before anybody waits, so it runs before they go on.
    void until.then(() => {
      if (this.pending === until) this.pending = null;
    });
  }

  /** The state by the clock of this moment: a token whose deadline has passed is never in it. */
  snapshot(): SessionState {
    const session = sessionOf(this.states.value);
    if (session && session.expiresAt <= this.#platform.now()) this.#expire(session);
    return this.states.value;
  }

  /** Enters a state that changes nothing about the stored session. */
  enter(state: SessionState): void {
    if (typeof ngDevMode === 'undefined' || ngDevMode) checkTransition(this.states.value.status, state.status);
    this.#cancelExpiry?.();
    const session = sessionOf(state);
    if (session) {
      // Outside the zone a timer neither keeps the app from becoming stable nor detects changes where there are none.
      this.#cancelExpiry = this.#zone.runOutsideAngular(() =>
        whenPassed(session.expiresAt, this.#platform.now, () => {
          this.#expire(session);
        }),
      );
    }
    untracked(() => {
      this.#zone.run(() => {
        this.state.set(state);
        this.states.next(state);
      });
    });
  }

  /** Emits an event, inside the zone in any case, because a subscriber may change what is shown. */
  tell(event: AuthEvent): void {
    this.#zone.run(() => {
      this.events.next(event);
    });
  }

  /** Makes this session the one that is stored, and enters it. */
  signIn(session: StoredSession): void {
    // The session seems older than the last sign-out because the clock was set back in between.
    if (this.isSignedOut(session)) this.#signedOutAt.clear();
    this.sessions.write(session);
    this.enter({ status: 'signed-in', session });
  }

  /** Whether somebody has signed out, in any tab, since a session was received. */
  isSignedOut({ receivedAt }: StoredSession): boolean {
    return receivedAt <= Number(this.#signedOutAt.read());
  }

  /**
   * Ends the session in every page of the app, or in this one alone if somebody else is signed in at the server.
   * Returns the session that has ended.
   */
  signOut(reason?: SignOutReason): StoredSession | null {
    const session = this.#end(reason);
    // Other pages may have a session of that person.
    if (reason !== 'other-person') {
      this.#signedOutAt.write(String(this.#platform.now()));
      this.signOuts?.postMessage(null);
    }
    return session;
  }

  /** Ends the session here, if it is the one that the server calls `sid`; `null` stands for any. */
  endSession(sid: unknown, reason: SignOutReason): void {
    const session = sessionOf(this.snapshot());
    if (session && (sid === null || sid === session.claims?.sid)) this.#end(reason);
  }

  /**
   * Enters the state that follows from the stored session: the page is new, has come back from the back/forward cache,
   * or has not got a new session.
   *
   * @param otherwise - the state to enter when the store has no session that goes on; by default an expired one may be
   * revived
   * @param ended - a session that is over, whatever the clock says by now
   */
  restore(otherwise?: SessionState, ended?: StoredSession): void {
    const stored = this.sessions.read();
    const session = stored && this.isSignedOut(stored) ? null : stored;
    if (session && session.receivedAt !== ended?.receivedAt && session.expiresAt > this.#platform.now()) {
      this.enter({ status: 'signed-in', session });
      return;
    }
    this.sessions.clear();
    this.enter(otherwise ?? (session && this.renewal?.revive(session)) ?? { status: 'signed-out' });
  }

  /** Ends a sign-in that has failed: in the state `failed`, unless an earlier session goes on. */
  fail(error: AuthError, returnTo: string): void {
    this.restore({ status: 'failed', error, returnTo });
    this.tell({ type: 'sign-in-failed', error, returnTo });
  }

  #end(reason?: SignOutReason): StoredSession | null {
    const session = this.sessions.read();
    this.sessions.clear();
    this.enter({ status: 'signed-out' });
    this.tell({ type: 'signed-out', reason });
    return session;
  }

  #expire(session: StoredSession): void {
    // Without tokens, it is being renewed beyond its deadline already: the answer decides.
    if (!(session.accessToken ?? session.idToken)) return;
    this.restore(undefined, session);
    if (this.states.value.status === 'signed-out') this.tell({ type: 'session-expired' });
  }
}
