import { DestroyRef, inject, Injectable, NgZone, signal, untracked } from '@angular/core';
import { BehaviorSubject, Subject } from 'rxjs';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import type { AuthEvent, SignOutReason } from './auth-event';
import { AUTH_PLATFORM } from './auth-platform';
import { sessionOf } from './auth-state';
import { deadlineOf } from './deadline';
import { openChannel, type AppChannel } from './open-channel';
import type { AddUserInfo, AskTabs, DpopPort, InTurn, ReadTexts, RenewalPort, ShareAccessToken } from './ports';
import {
  deadlinePassed,
  hasTokens,
  pageOpened,
  pageRestored,
  sessionEnded,
  signedOut,
  told,
  type SessionInput,
} from './session-input';
import {
  AUTH_STORAGE,
  isLive,
  parseSession,
  REFRESH_TOKEN,
  sessionStore,
  type SealedSession,
  type SessionState,
  type StoredSession,
} from './session-store';
import { signOutsOf } from './sign-outs';

/** In which no session goes on. */
const ENDED: readonly SessionState['status'][] = ['signed-out', 'failed'];

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
  readonly signOuts = signOutsOf(this.#settings, this.#platform);
  /** The number of the last sign-out when the session began that goes on. */
  #since = 0;
  #queue: SessionInput[] = [];
  #ending: StoredSession | null = null;
  readonly #deadline = deadlineOf(this.#platform.now, () => {
    this.send(deadlinePassed());
  });
  #channel: AppChannel | null = null;

  readonly state = signal<SessionState>({ status: 'starting' });
  readonly states = new BehaviorSubject(this.state());
  readonly events = new Subject<AuthEvent>();

  /** What may yet sign somebody in without a redirect. Guards and requests wait for it. It never rejects. */
  pending: Promise<unknown> | null = null;

  // The fields below are only declared: initializing them would cost every app some bytes.
  /** Set by `withSilentRenewal()` alone. */
  declare renewal?: RenewalPort;
  /** Set by `withDpop()` alone. */
  declare dpop?: DpopPort;
  /** Set by `withUserInfo()` alone. */
  declare addUserInfo?: AddUserInfo;
  /** Set by `withTabSync()` alone. */
  declare shareAccessToken?: ShareAccessToken;
  /** Set by `withTabSync()` alone. */
  declare askTabs?: AskTabs;
  /** Set by `withTabSync()` alone. */
  declare inTurn?: InTurn;
  /** Set by `withTexts()` alone. */
  declare readTexts?: ReadTexts;
  /** Set with what tells failures that nothing else in the page shows; called by what shows one. */
  declare failureShown?: () => void;

  /**
   * Opens the page, and listens from then on to what happens outside it: the device wakes up, the page comes back from
   * the back/forward cache, another page signs out.
   *
   * Firefox gives a page that comes back from that cache the session storage as it was when the page was left. It
   * evicts a page from the cache, however, when a message arrives on a channel that the page holds open.
   */
  open(isAnswered: boolean): void {
    const over = new AbortController();
    const onWake = ({ type, persisted }: Partial<PageTransitionEvent>) => {
      this.send(persisted ? pageRestored() : told());
      this.snapshot();
      if (type === 'storage') return;
      this.#zone.runOutsideAngular(this.#deadline.countAgain);
      this.renewal?.wake(type === 'online');
    };
    this.#zone.runOutsideAngular(() => {
      for (const type of ['pageshow', 'visibilitychange', 'focus', 'online', 'storage']) {
        addEventListener(type, onWake, over);
      }
    });
    this.#channel = openChannel(this.#platform, storageKey(this.#settings, 'sign-out'), (sid) => {
      // A deadline that has passed by now was first.
      this.snapshot();
      this.signOuts.hear(sid);
      this.endSession(sid, 'other-tab');
    });
    this.#destroyRef.onDestroy(() => {
      over.abort();
      this.#channel?.close();
      this.#deadline.set(null);
      this.events.complete();
    });
    const sealed = this.#store.read();
    this.#goOnWith(this.#goingOn(sealed), sealed?.signOuts);
    this.send(pageOpened(isAnswered));
  }

  /** Makes guards and requests wait for a promise that may yet sign somebody in. It must not reject. */
  holdBack(until: Promise<unknown>): void {
    const all = this.pending ? Promise.all([this.pending, until]) : until;
    this.pending = all;
    // Added before anybody waits, so it runs before they go on.
    void all.then(() => {
      if (this.pending === all) this.pending = null;
    });
  }

  /** The state by the clock of this moment: a token whose deadline has passed is never in it. */
  snapshot(): SessionState {
    const session = sessionOf(this.states.value);
    if (session && session.expiresAt <= this.#platform.now()) this.send(deadlinePassed());
    return this.states.value;
  }

  /** The session that is stored, unless somebody has signed out since. */
  stored(): StoredSession | null {
    return this.#goingOn(this.#store.read());
  }

  /** A session that another tab has sent, unless somebody has signed out since. */
  received(message: unknown): StoredSession | null {
    const session = this.#goingOn(parseSession(message));
    return session && isLive(session, this.#platform.now()) ? session : null;
  }

  #goingOn(sealed: SealedSession | null): StoredSession | null {
    if (!sealed) return null;
    // The version before this one did not number sign-outs. It dated them, and no number is below the time of its sign-out.
    const { signOuts = sealed.receivedAt - 1, refreshToken, ...session } = sealed;
    if (this.signOuts.hasEnded(session, signOuts)) return null;
    return { ...session, ...(refreshToken && { [REFRESH_TOKEN]: refreshToken }) };
  }

  /** A session as it leaves this page: for the storage, or for another tab. */
  sealed(session: StoredSession): SealedSession {
    return { ...session, signOuts: this.#since, refreshToken: session[REFRESH_TOKEN] };
  }

  /** The session that a sign-out would end here: with its tokens, even while apps do not see them any more. */
  ending(): StoredSession | null {
    return this.#ending;
  }

  /** Whose requests are made now: the session's, even while it is revived. `null` while nobody knows who comes. */
  requester(): StoredSession | null {
    return this.snapshot().status === 'completing' ? null : this.#ending;
  }

  /**
   * Ends the session here, if it is the one that the server calls `sid`; `null` stands for any, `undefined` for one
   * without a name.
   *
   * @param isFirst - whether this page is the first to know, and tells the others
   */
  endSession(sid: unknown, reason: SignOutReason, isFirst = false): void {
    this.snapshot();
    this.send(sessionEnded(sid, reason));
    if (!isFirst) return;
    for (const message of this.signOuts.add(sid)) this.#channel?.post(message);
  }

  /** Takes one input after the other: whoever hears of one may bring about the next, and everybody hears of them in order. */
  send(input: SessionInput): void {
    this.#queue.push(input);
    if (this.#queue.length > 1) return;
    try {
      // Grows while it is gone through.
      for (const next of this.#queue) {
        // Somebody may have signed out in another tab whose message has not got here.
        if (this.#ending && this.signOuts.hasEnded(this.#ending, this.#since)) this.#carryOut(signedOut('other-tab'));
        this.#carryOut(next);
      }
    } finally {
      this.#queue = [];
    }
  }

  #carryOut(input: SessionInput): void {
    const moment = {
      now: this.#platform.now(),
      mayRevive: !!this.renewal?.mayRevive,
      ending: this.#ending,
      stored: () => this.stored(),
    };
    const { keep, isNew, forgets, state, events = [], endsAll, revives, unseen } = input(this.states.value, moment);
    const messages = endsAll ? this.signOuts.add(null) : [];
    // Where tabs share a storage, another person's session may be in it, or this one as another tab has renewed it.
    const isMine = (own: StoredSession | null) => {
      const stored = this.stored();
      return !stored || (stored.id === own?.id && stored.receivedAt <= own.receivedAt);
    };
    if (forgets && isMine(this.#ending)) this.#store.clear();
    this.#goOnWith(revives ?? unseen ?? (ENDED.includes(state.status) ? null : (sessionOf(state) ?? this.#ending)));
    if (keep && (isNew || isMine(keep))) this.#store.write(this.sealed(keep));
    this.#enter(state);
    for (const event of events) {
      // Inside the zone in any case, because a subscriber may change what is shown.
      this.#zone.run(() => {
        this.events.next(event);
      });
    }
    for (const message of messages) this.#channel?.post(message);
    if (revives) this.renewal?.revive(revives);
  }

  #goOnWith(session: StoredSession | null, since = this.signOuts.last()): void {
    if (session?.id !== this.#ending?.id) this.#since = since;
    if (!session || hasTokens(session)) this.#ending = session;
  }

  #enter(state: SessionState): void {
    if (state === this.states.value) return;
    // Outside the zone a timer neither keeps the app from becoming stable nor detects changes where there are none.
    this.#zone.runOutsideAngular(() => {
      this.#deadline.set(sessionOf(state)?.expiresAt ?? null);
    });
    untracked(() => {
      this.#zone.run(() => {
        this.state.set(state);
        this.states.next(state);
      });
    });
  }
}
