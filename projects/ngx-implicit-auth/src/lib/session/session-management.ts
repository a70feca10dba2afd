import { DestroyRef, inject, Injectable, InjectionToken, NgZone } from '@angular/core';
import { distinctUntilChanged, map } from 'rxjs';
import { AUTH_PLATFORM } from './auth-platform';
import { AUTH_SETTINGS, storageKey } from './auth-settings';
import { sessionOf, type Session } from './auth-state';
import { backedByMemory } from './auth-storage';
import { watchSession, type SessionCheck } from './check-session-frame';
import { RENEWAL } from './renewal';
import { SessionMachine } from './session-machine';

/** How often the server's frame is asked, in milliseconds. */
export const SESSION_CHECK_INTERVAL = new InjectionToken<number>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'SESSION_CHECK_INTERVAL' : '',
);

/** Renewals in a row that leave the server's frame saying `changed`. */
const LIMIT = 3;

/**
 * Watches the person's session at the server: follows when it changes, and ends the session here when it has ended there.
 *
 * @see OpenID Connect Session Management 1.0, section 3
 */
@Injectable()
export class SessionManagement {
  readonly #machine = inject(SessionMachine);
  readonly #renewal = inject(RENEWAL);
  readonly #zone = inject(NgZone);
  readonly #clientId = inject(AUTH_SETTINGS).clientId;
  readonly #intervalMs = inject(SESSION_CHECK_INTERVAL);
  readonly #storage = backedByMemory(inject(AUTH_PLATFORM).tabStorage);
  readonly #confirmedKey = storageKey(inject(AUTH_SETTINGS), 'session-check');
  #changesInARow = 0;
  #stop: (() => void) | undefined;

  constructor() {
    const sessions = this.#machine.states
      .pipe(
        map(sessionOf),
        distinctUntilChanged((before, after) => before?.sessionState === after?.sessionState),
      )
      .subscribe((session) => {
        this.#stop?.();
        if (session) this.#watch(session);
      });
    inject(DestroyRef).onDestroy(() => {
      sessions.unsubscribe();
      this.#stop?.();
    });
  }

  #watch({ server: { checkSessionIframe: url }, sessionState }: Session): void {
    // It comes out of a storage, and `javascript:` would run in this app.
    if (sessionState === null || !url?.startsWith('http')) return;
    const onAnswer = (answer: SessionCheck) => {
      if (answer === 'unchanged') {
        this.#changesInARow = 0;
        this.#storage.setItem(this.#confirmedKey, sessionState);
        return;
      }
      this.#stop?.();
      if (answer === 'changed') void this.#follow(sessionState);
    };
    this.#stop = this.#zone.runOutsideAngular(() =>
      watchSession({ url, clientId: this.#clientId, sessionState, intervalMs: this.#intervalMs, onAnswer }),
    );
  }

  async #follow(sessionState: string): Promise<void> {
    // A frame without its cookies says `changed` whatever happens.
    if (++this.#changesInARow > LIMIT) {
      this.#giveUp();
      return;
    }
    const { status } = await this.#renewal.renew();
    if (status !== 'interaction-required') return;
    if (this.#storage.getItem(this.#confirmedKey) === sessionState) {
      this.#machine.signOut({ type: 'signed-out', reason: 'session-ended' });
    } else {
      this.#giveUp();
    }
  }

  #giveUp(): void {
    this.#machine.events.next({ type: 'session-check-stopped' });
  }
}
