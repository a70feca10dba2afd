import { DestroyRef, inject, Injectable, NgZone, signal, untracked } from '@angular/core';
import { BehaviorSubject, Subject } from 'rxjs';
import type { AuthError } from '../protocol/auth-error';
import { AUTH_PLATFORM } from './auth-platform';
import { AUTH_SETTINGS } from './auth-settings';
import { sessionOf, type AuthEvent, type AuthState, type Session } from './auth-state';
import { whenPassed } from './deadline';
import { AUTH_STORAGE, sessionStore } from './session-store';

/**
 * The one place that knows where the person stands. Whatever happens, happens by one of its transitions; streams, signals, guards
 * and the interceptor only read.
 */
@Injectable()
export class SessionMachine {
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #zone = inject(NgZone);
  readonly #sessions = sessionStore(inject(AUTH_SETTINGS), inject(AUTH_STORAGE));
  #cancelExpiry: (() => void) | undefined;

  readonly state = signal<AuthState>({ status: 'starting' });
  readonly states = new BehaviorSubject(this.state());
  readonly events = new Subject<AuthEvent>();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#cancelExpiry?.();
      this.events.complete();
    });
  }

  /** The state by the clock of this moment: a session whose deadline has passed is never in it. */
  snapshot(): AuthState {
    const session = sessionOf(this.states.value);
    if (session && session.expiresAt <= this.#platform.now()) this.#expire();
    return this.states.value;
  }

  /** Enters a state that changes nothing about the stored session. */
  enter(state: AuthState): void {
    this.#cancelExpiry?.();
    const session = sessionOf(state);
    if (session) {
      // Outside the zone a timer neither keeps the app from becoming stable nor detects changes where there are none.
      this.#cancelExpiry = this.#zone.runOutsideAngular(() =>
        whenPassed(session.expiresAt, this.#platform.now, () => {
          this.#expire();
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

  /** Makes this session the one that is stored, and enters it. */
  signIn(session: Session): void {
    this.#sessions.write(session);
    this.enter({ status: 'signed-in', session });
  }

  /** Ends the session, and tells which it was. */
  signOut(event: AuthEvent): Session | null {
    const session = this.#sessions.read();
    this.#sessions.clear();
    this.enter({ status: 'signed-out' });
    this.events.next(event);
    return session;
  }

  /** Enters the state that the store tells: the page is new, has come back from the back/forward cache, or has got no further. */
  restore(otherwise: AuthState = { status: 'signed-out' }): void {
    const session = this.#stored();
    this.enter(session ? { status: 'signed-in', session } : otherwise);
  }

  /** A sign-in has failed: a session that was there before goes on. */
  fail(error: AuthError, returnTo: string): void {
    this.restore({ status: 'failed', error, returnTo });
    this.events.next({ type: 'sign-in-failed', error, returnTo });
  }

  #stored(): Session | null {
    const session = this.#sessions.read();
    if (!session || session.expiresAt > this.#platform.now()) return session;
    this.#sessions.clear();
    return null;
  }

  #expire(): void {
    this.restore();
    if (!sessionOf(this.states.value)) this.events.next({ type: 'session-expired' });
  }
}
