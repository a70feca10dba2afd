import { DestroyRef, inject, NgZone } from '@angular/core';
import { distinctUntilChanged, map } from 'rxjs';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import { storedItem } from '../session/auth-storage';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { told } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import type { StoredSession } from '../session/session-store';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import { watchSession, type SessionCheck } from './watch-session';

/** How many renewals in a row may leave the server's frame saying `changed`. */
const LIMIT = 3;

/**
 * Watches the person's session at the server. When it changes, renews the session here; when it has ended there, ends
 * it here.
 *
 * @see OpenID Connect Session Management 1.0, section 3
 */
export class SessionManagement {
  readonly #machine = inject(SessionMachine);
  readonly #zone = inject(NgZone);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #intervalMs: number;
  readonly #confirmed = storedItem(inject(AUTH_PLATFORM).tabStorage, () => storageKey(this.#settings, 'session-check'));
  #changesInARow = 0;
  /** The session state that the server's frame has called `changed`, until a renewal has told what has changed. */
  #changed: string | null = null;
  #stop: (() => void) | undefined;

  /** @param intervalMs - how often the server's frame is asked */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
    const { states, events } = this.#machine;
    const sessions = states
      .pipe(
        map((state) => sessionOf(state)),
        distinctUntilChanged((before, after) => before?.sessionState === after?.sessionState),
      )
      .subscribe((session) => {
        this.#leave();
        if (session) this.#watch(session);
      });
    const renewals = events.subscribe((event) => {
      // After everybody has heard of the renewal.
      if (event.type === 'renewal-ended') void Promise.resolve(event.outcome).then((outcome) => this.#settle(outcome));
    });
    inject(DestroyRef).onDestroy(() => {
      sessions.unsubscribe();
      renewals.unsubscribe();
      this.#leave();
    });
  }

  #watch({ server: { checkSessionIframe: url }, sessionState }: StoredSession): void {
    // The URL comes out of a storage, and a `javascript:` URL would run in this app.
    if (sessionState === null || typeof url !== 'string' || !url.startsWith('http')) return;
    const onAnswer = (answer: SessionCheck) => {
      if (answer === 'unchanged') {
        this.#changesInARow = 0;
        this.#confirmed.write(sessionState);
        return;
      }
      this.#stop?.();
      if (answer === 'changed') this.#follow(sessionState);
      else this.#giveUp();
    };
    this.#stop = this.#zone.runOutsideAngular(() =>
      watchSession({ url, clientId: this.#settings.clientId, sessionState, intervalMs: this.#intervalMs, onAnswer }),
    );
  }

  #follow(sessionState: string): void {
    // A frame that gets no cookies always says `changed`.
    if (++this.#changesInARow > LIMIT) {
      this.#giveUp();
      return;
    }
    this.#changed = sessionState;
    // Where frames are not used any more, no event tells of it.
    void this.#machine.renewal?.renew(false, true).then((outcome) => {
      this.#settle(outcome);
    });
  }

  #settle({ status }: RenewalOutcome): void {
    const changed = this.#changed;
    // SilentRenewal tries again by itself when the server could not be reached.
    if (changed === null || status === 'unreachable') return;
    this.#changed = null;
    const session = sessionOf(this.#machine.snapshot());
    if (status === 'renewed') {
      // The renewed session may have the same session state.
      if (session) this.#watch(session);
    } else if (status === 'interaction-required' && this.#confirmed.read() === changed) {
      // Another person may be signed in in another tab.
      this.#machine.endSession(session?.claims?.sid ?? null, 'session-ended', true);
    } else {
      this.#giveUp();
    }
  }

  #leave(): void {
    this.#stop?.();
    this.#changed = null;
  }

  #giveUp(): void {
    this.#machine.send(told({ type: 'session-check-stopped' }));
  }
}
