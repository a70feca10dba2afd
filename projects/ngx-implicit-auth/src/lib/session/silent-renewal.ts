import { isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, Injectable, Injector, NgZone, PLATFORM_ID } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { AUTH_PLATFORM } from './auth-platform';
import { sessionOf, type AuthState, type Session } from './auth-state';
import { whenPassed } from './deadline';
import { loadIdTokenVerifier } from './id-token-verifier';
import { loadRenewSession } from './lazy-renewal';
import type { Renewal } from './renewal';
import { RENEWAL_FRAME_ID } from './renewal-frame-id';
import type { RenewalOutcome } from './renewal-outcome';
import type { RenewalResult } from './renew-session';
import { RENEWAL_SETTINGS, renewalTime } from './renewal-settings';
import { SessionMachine } from './session-machine';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** When a session whose renewal did not succeed is tried again. */
interface Retry {
  /** Tells the session from the next one. */
  readonly receivedAt: number;
  readonly at: number;
  /** The next pause. */
  readonly pauseMs: number;
}

/** Renews each session shortly before its deadline, and on demand. One renewal at a time; who comes meanwhile shares it. */
@Injectable()
export class SilentRenewal implements Renewal {
  readonly #machine = inject(SessionMachine);
  readonly #injector = inject(Injector);
  readonly #renewalSettings = inject(RENEWAL_SETTINGS);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #destroyed = new AbortController();
  readonly isInFrame = (globalThis as { frameElement?: Element | null }).frameElement?.id === RENEWAL_FRAME_ID;
  #underWay: Promise<RenewalOutcome> | null = null;
  #retry: Retry | null = null;
  #cancel: (() => void) | undefined;

  constructor() {
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return;
    const states = this.#machine.states.subscribe((state) => {
      this.#plan(state);
    });
    const onOnline = () => {
      if (!this.#retry || this.#retry.at === Infinity) return;
      this.#retry = { ...this.#retry, at: this.#platform.now() };
      this.#plan(this.#machine.states.value);
    };
    addEventListener('online', onOnline);
    inject(DestroyRef).onDestroy(() => {
      states.unsubscribe();
      removeEventListener('online', onOnline);
      this.#cancel?.();
      this.#destroyed.abort();
    });
  }

  renew(): Promise<RenewalOutcome> {
    this.#underWay ??= this.#renew().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  #plan(state: AuthState): void {
    this.#cancel?.();
    if (state.status !== 'signed-in') return;
    const { session } = state;
    // By the time that they are needed the device may be offline, or another version of the app may have taken their place.
    loadRenewSession().catch(() => {});
    if (session.idToken) loadIdTokenVerifier().catch(() => {});
    const at =
      this.#retry?.receivedAt === session.receivedAt
        ? this.#retry.at
        : renewalTime(session, this.#renewalSettings, Math.random());
    // Outside the zone, as the timer of the deadline.
    this.#cancel = this.#zone.runOutsideAngular(() =>
      whenPassed(at, this.#platform.now, () => {
        void this.renew();
      }),
    );
  }

  async #renew(): Promise<RenewalOutcome> {
    const machine = this.#machine;
    const session = sessionOf(machine.snapshot());
    if (!session) return interactionRequired();
    let hasExpired = false as boolean;
    const ends = machine.events.subscribe(({ type }) => {
      if (type === 'session-expired') hasExpired = true;
      if (type === 'signed-out') hasExpired = false;
    });
    machine.enter({ status: 'renewing', session });
    const { outcome, renewed } = await this.#attempt(session);
    ends.unsubscribe();
    if (this.#destroyed.signal.aborted) return outcome;
    const { status } = machine.states.value;
    // A sign-out or a sign-in that came in between has the last word.
    if (status !== 'renewing' && !(hasExpired && status === 'signed-out')) return interactionRequired();
    this.#retry = this.#retryAfter(outcome, session);
    if (renewed) machine.signIn(renewed);
    else if (outcome.status === 'other-person') machine.signOut('other-person');
    else if (status === 'renewing') machine.restore();
    machine.events.next({ type: 'renewal-ended', outcome });
    return outcome;
  }

  async #attempt(session: Session): Promise<RenewalResult> {
    try {
      const { renewSession } = await loadRenewSession();
      return await renewSession(this.#injector, session, this.#destroyed.signal);
    } catch (error) {
      return { outcome: { status: 'unreachable', error: error as AuthError } };
    }
  }

  #retryAfter({ status }: RenewalOutcome, { receivedAt }: Session): Retry | null {
    if (status === 'renewed') return null;
    if (status !== 'unreachable') return { receivedAt, at: Infinity, pauseMs: 0 };
    const pauseMs = this.#retry?.receivedAt === receivedAt ? this.#retry.pauseMs : FIRST_PAUSE_MS;
    return { receivedAt, at: this.#platform.now() + pauseMs, pauseMs: Math.min(pauseMs * 2, LONGEST_PAUSE_MS) };
  }
}

function interactionRequired(): RenewalOutcome {
  return {
    status: 'interaction-required',
    error: new AuthError('interaction_required', 'Nobody is signed in. Sign in.'),
  };
}
