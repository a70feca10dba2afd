import { isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, Injectable, Injector, NgZone, PLATFORM_ID } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { AUTH_PLATFORM } from './auth-platform';
import { AUTH_SETTINGS } from './auth-settings';
import { sessionOf, type AuthState, type Session } from './auth-state';
import { whenPassed } from './deadline';
import { holdBack } from './hold-back';
import { loadIdTokenVerifier } from './id-token-verifier';
import { loadRenewals } from './lazy-renewal';
import type { LoginOptions } from './login-options';
import type { RenewalResult } from './renew-session';
import type { Renewal } from './renewal';
import { RENEWAL_FRAME_ID } from './renewal-frame-id';
import { renewalNotes } from './renewal-notes';
import type { RenewalOutcome } from './renewal-outcome';
import { RENEWAL_BY_NAVIGATION, RENEWAL_SETTINGS, renewalTime } from './renewal-settings';
import { SessionMachine } from './session-machine';
import { SHARED_RENEWAL } from './shared-renewal';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** When a renewal that did not succeed is tried again. */
interface Retry {
  readonly session: Session | null;
  readonly at: number;
  /** The next pause. */
  readonly pauseMs: number;
}

/**
 * Renews each session shortly before its deadline, on demand, and when the device wakes up after it. One renewal at a time; who
 * comes meanwhile shares it.
 */
@Injectable()
export class SilentRenewal implements Renewal {
  readonly #machine = inject(SessionMachine);
  readonly #injector = inject(Injector);
  readonly #settings = inject(RENEWAL_SETTINGS);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #share = inject(SHARED_RENEWAL, { optional: true });
  readonly #over = new AbortController();
  readonly notes = renewalNotes(inject(AUTH_SETTINGS), this.#platform);
  /** Given by the layer that knows of requests. */
  aroundRequest: Renewal['aroundRequest'] = (send) => send();
  readonly isInFrame = (globalThis as { frameElement?: Element | null }).frameElement?.id === RENEWAL_FRAME_ID;
  #underWay: Promise<RenewalOutcome> | null = null;
  #retry: Retry | null = null;
  /** A session that has ended only because nothing came back; it is renewed as soon as something does. */
  #lost: Session | null = null;
  #cancel: (() => void) | undefined;

  constructor() {
    this.#machine.renewal = this;
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return;
    const { states, events } = this.#machine;
    const planning = states.subscribe((state) => {
      this.#plan(state);
    });
    planning.add(
      events.subscribe(({ type }) => {
        if (type === 'signed-out') this.#lost = null;
      }),
    );
    this.#zone.runOutsideAngular(() => {
      for (const type of ['online', 'visibilitychange', 'focus']) addEventListener(type, this.#onWake, this.#over);
    });
    inject(DestroyRef).onDestroy(() => {
      planning.unsubscribe();
      this.#over.abort();
      this.#cancel?.();
    });
  }

  renew(mayLeave = false): Promise<RenewalOutcome> {
    // May itself begin a renewal.
    const state = this.#machine.snapshot();
    if (this.#underWay) return this.#underWay;
    const session = sessionOf(state) ?? (state.status === 'signed-out' ? this.#lost : null);
    if (!session) return Promise.resolve(interactionRequired());
    return this.#usesFrames() ? this.#begin(session, sessionOf(state)) : this.#withoutFrame(mayLeave);
  }

  signIn(): Promise<RenewalOutcome> {
    return this.#usesFrames() ? this.#begin(null, null) : Promise.resolve(interactionRequired());
  }

  revive(session: Session): AuthState | null {
    if (!this.#usesFrames() || this.#isHopeless(session)) return null;
    holdBack(this.#machine, (this.#underWay ??= this.#attempt(session)));
    const before = sessionOf(this.#machine.states.value);
    return { status: 'renewing', session: before && { ...before, accessToken: null, idToken: null } };
  }

  byNavigation(): LoginOptions | null {
    const session = sessionOf(this.#machine.states.value);
    if (this.#underWay || !session || this.#platform.now() < renewalTime(session, this.#settings, 0)) return null;
    const { refusedInFrame, failedByNavigation } = this.notes.read();
    const isLastResort = !this.#usesFrames() || refusedInFrame === session.receivedAt;
    return isLastResort && failedByNavigation !== session.receivedAt ? RENEWAL_BY_NAVIGATION : null;
  }

  readonly #onWake = ({ type }: Event) => {
    const now = this.#platform.now();
    if (this.#retry && this.#retry.at < Infinity && type === 'online') this.#retry = { ...this.#retry, at: now };
    if (this.#lost && this.#retry && this.#retry.at <= now) void this.renew();
    else this.#plan(this.#machine.states.value);
  };

  #plan(state: AuthState): void {
    this.#cancel?.();
    if (state.status !== 'signed-in') return;
    const { session } = state;
    this.#lost = null;
    if (!this.#usesFrames() || this.#isHopeless(session)) return;
    // By the time that they are needed the device may be offline, or another version of the app may have taken their place.
    loadRenewals().catch(() => {});
    if (session.idToken) loadIdTokenVerifier().catch(() => {});
    const at = this.#retryOf(session)?.at ?? renewalTime(session, this.#settings, Math.random());
    // Outside the zone, as the timer of the deadline.
    this.#cancel = this.#zone.runOutsideAngular(() =>
      whenPassed(at, this.#platform.now, () => {
        void this.renew();
      }),
    );
  }

  /** Has the session, or a person who is nobody so far, renewed in a frame, while the app shows `shown`. */
  #begin(session: Session | null, shown: Session | null): Promise<RenewalOutcome> {
    const underWay = (this.#underWay = this.#attempt(session));
    if (!shown) holdBack(this.#machine, underWay);
    this.#machine.enter({ status: 'renewing', session: shown });
    return underWay;
  }

  async #attempt(session: Session | null): Promise<RenewalOutcome> {
    const { signal } = this.#over;
    const renew = async () => (await loadRenewals()).renewSession(this.#injector, session, signal);
    let result: RenewalResult;
    try {
      result = await (this.#share ? this.#share(session, renew, signal) : renew());
    } catch (error) {
      result = { outcome: { status: 'unreachable', error: error as AuthError } };
    }
    this.#underWay = null;
    return signal.aborted ? result.outcome : this.#settle(session, result);
  }

  #settle(session: Session | null, { outcome, renewed }: RenewalResult): RenewalOutcome {
    const machine = this.#machine;
    const state = machine.states.value;
    // What came in between has the last word: a sign-out, a sign-in, a session from another tab.
    if (state.status !== 'renewing') {
      const current = sessionOf(state);
      return current && current.receivedAt !== session?.receivedAt ? { status: 'renewed' } : interactionRequired();
    }
    this.#retry = this.#retryAfter(outcome, session);
    if (renewed) machine.signIn(renewed);
    else if (outcome.status === 'other-person') machine.signOut('other-person');
    else {
      machine.restore({ status: 'signed-out' });
      if (session && machine.states.value.status === 'signed-out') {
        if (outcome.status === 'unreachable') this.#lost = session;
        machine.events.next({ type: 'session-expired' });
      }
    }
    machine.events.next({ type: 'renewal-ended', outcome });
    return outcome;
  }

  #usesFrames(): boolean {
    return this.#settings.strategy === 'frame' && !this.notes.read().framesBlocked;
  }

  async #withoutFrame(mayLeave: boolean): Promise<RenewalOutcome> {
    try {
      return await (await loadRenewals()).renewByNavigation(this.#injector, mayLeave);
    } catch (error) {
      return { status: 'unreachable', error: error as AuthError };
    }
  }

  #isHopeless(session: Session): boolean {
    return this.#retryOf(session)?.at === Infinity;
  }

  #retryOf(session: Session | null): Retry | null {
    return this.#retry && this.#retry.session?.receivedAt === session?.receivedAt ? this.#retry : null;
  }

  #retryAfter({ status }: RenewalOutcome, session: Session | null): Retry | null {
    if (status === 'renewed') return null;
    if (status !== 'unreachable') return { session, at: Infinity, pauseMs: 0 };
    const pauseMs = this.#retryOf(session)?.pauseMs ?? FIRST_PAUSE_MS;
    return { session, at: this.#platform.now() + pauseMs, pauseMs: Math.min(pauseMs * 2, LONGEST_PAUSE_MS) };
  }
}

function interactionRequired(): RenewalOutcome {
  return {
    status: 'interaction-required',
    error: new AuthError('interaction_required', 'Nobody is signed in. Sign in.'),
  };
}
