import { DestroyRef, inject, Injectable, NgZone, signal, untracked } from '@angular/core';
import { BehaviorSubject, Subject } from 'rxjs';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import type { AuthEvent, SignOutReason } from './auth-event';
import { AUTH_PLATFORM } from './auth-platform';
import { sessionOf } from './auth-state';
import { storedItem } from './auth-storage';
import { openChannel } from './open-channel';
import type { AddUserInfo, RenewalPort, ShareAccessToken } from './ports';
import {
  deadlinePassed,
  hasTokens,
  pageOpened,
  pageRestored,
  signedOut,
  type SessionInput,
  type SessionStep,
} from './session-input';
import { AUTH_STORAGE, isLive, sessionStore, unsealed, type SessionState, type StoredSession } from './session-store';
import { whenPassed } from './when-passed';

/**
 * The one place that knows whether somebody is signed in. What happens comes in as a `SessionInput`, which tells what
 * follows. The machine carries that out, one input after the other. Streams, signals, guards and interceptors only
 * read.
 */
@Injectable()
export class SessionMachine {
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #destroyRef = inject(DestroyRef);
  readonly #store = sessionStore(this.#settings, inject(AUTH_STORAGE, { optional: true }) ?? this.#platform.tabStorage);
  /** Counts the sign-outs in all tabs, for those that are elsewhere and hear no message. */
  readonly #counter = storedItem(() => localStorage, storageKey(this.#settings, 'signed-out'));
  /** The count as this page knows it, for where the browser denies the storage. */
  #known = 0;
  #queue: SessionInput[] = [];
  #ending: StoredSession | null = null;
  #cancelExpiry: (() => void) | undefined;
  #channel: BroadcastChannel | null = null;

  readonly state = signal<SessionState>({ status: 'starting' });
  readonly states = new BehaviorSubject(this.state());
  readonly events = new Subject<AuthEvent>();

  /** What may yet sign somebody in without a redirect. Guards and requests wait for it. It never rejects. */
  pending: Promise<unknown> | null = null;

  // The fields below are only declared: initializing them would cost every app some bytes.
  /** Set by `withSilentRenewal()` alone. */
  declare renewal?: RenewalPort;
  /** Set by `withUserInfo()` alone. */
  declare addUserInfo?: AddUserInfo;
  /** Set by `withTabSync()` alone. */
  declare shareAccessToken?: ShareAccessToken;

  /**
   * Opens the page, and listens from then on to what happens outside it: the device wakes up, the page comes back from
   * the back/forward cache, another page signs out.
   *
   * Firefox gives a page that comes back from that cache the session storage as it was when the page was left. It
   * evicts a page from the cache, however, when a message arrives on a channel that the page holds open.
   */
  open(isAnswered: boolean): void {
    const over = new AbortController();
    const onWake = ({ persisted }: Partial<PageTransitionEvent>) => {
      if (persisted) this.send(pageRestored(this.stored()));
      else this.snapshot();
    };
    this.#zone.runOutsideAngular(() => {
      for (const type of ['pageshow', 'visibilitychange', 'focus', 'online']) addEventListener(type, onWake, over);
    });
    this.#channel = openChannel(storageKey(this.#settings, 'sign-out'), (sid) => {
      if (sid === null) this.#known = Math.max(this.#known + 1, this.signOuts());
      this.endSession(sid, 'other-tab');
    });
    this.#destroyRef.onDestroy(() => {
      over.abort();
      this.#channel?.close();
      this.#cancelExpiry?.();
      this.events.complete();
    });
    this.send(pageOpened(this.stored(), isAnswered));
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
    if (session && session.expiresAt <= this.#platform.now()) this.send(deadlinePassed());
    return this.states.value;
  }

  /** How many sign-outs there have been in all tabs. Whoever begins something compares it when that ends. */
  signOuts(): number {
    return Math.max(this.#known, Number(this.#counter.read()) || 0);
  }

  /** The session that is stored, unless somebody has signed out since. */
  stored(): StoredSession | null {
    return this.#store.read(this.signOuts());
  }

  /** A session that another tab has sent, unless somebody has signed out since. */
  received(message: unknown): StoredSession | null {
    const session = unsealed(message, this.signOuts());
    return session && isLive(session, this.#platform.now()) ? session : null;
  }

  /** The session that a sign-out would end here: with its tokens, even while apps do not see them any more. */
  ending(): StoredSession | null {
    return this.#ending;
  }

  /**
   * Ends the session here, if it is the one that the server calls `sid`; `null` stands for any.
   *
   * @param isFirst - whether this page is the first to know, and tells the others
   */
  endSession(sid: unknown, reason: SignOutReason, isFirst = false): void {
    const session = sessionOf(this.snapshot());
    if (isFirst) this.#channel?.postMessage(sid);
    if (session && (sid === null || sid === session.claims?.sid)) this.send(signedOut(reason));
  }

  /** Takes one input after the other: whoever hears of one may bring about the next, and everybody hears of them in order. */
  send(input: SessionInput): void {
    this.#queue.push(input);
    if (this.#queue.length > 1) return;
    try {
      // Grows while it is gone through.
      for (const next of this.#queue) {
        this.#carryOut(next(this.states.value, { now: this.#platform.now(), mayRevive: !!this.renewal?.mayRevive }));
      }
    } finally {
      this.#queue = [];
    }
  }

  #carryOut({ keep, isNew, forgets, state, events = [], endsAll, revives }: SessionStep): void {
    if (endsAll) {
      // Never below the time, by which the version before this one tells.
      this.#known = Math.max(this.signOuts() + 1, this.#platform.now());
      this.#counter.write(String(this.#known));
    }
    // Where tabs share a storage, another person's session may be in it.
    const isMine = ({ id }: StoredSession) => !!isNew || (this.stored()?.id ?? id) === id;
    if (keep && isMine(keep)) this.#store.write(keep, this.signOuts());
    if (forgets && (!this.#ending || isMine(this.#ending))) this.#store.clear();
    this.#enter(state);
    if (revives) this.#ending = revives;
    for (const event of events) {
      // Inside the zone in any case, because a subscriber may change what is shown.
      this.#zone.run(() => {
        this.events.next(event);
      });
    }
    if (endsAll) this.#channel?.postMessage(null);
    if (revives) this.renewal?.revive(revives);
  }

  #enter(state: SessionState): void {
    if (state === this.states.value) return;
    this.#cancelExpiry?.();
    const session = sessionOf(state);
    if (session) {
      if (hasTokens(session)) this.#ending = session;
      // Outside the zone a timer neither keeps the app from becoming stable nor detects changes where there are none.
      this.#cancelExpiry = this.#zone.runOutsideAngular(() =>
        whenPassed(session.expiresAt, this.#platform.now, () => {
          this.send(deadlinePassed());
        }),
      );
    } else if (state.status === 'signed-out') this.#ending = null;
    untracked(() => {
      this.#zone.run(() => {
        this.state.set(state);
        this.states.next(state);
      });
    });
  }
}
