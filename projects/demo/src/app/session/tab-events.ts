import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthService, type AuthEvent, type RenewalOutcome } from 'ngx-implicit-auth';
import { tabMemory } from '../ui/tab-memory';
import { wordsOfEvent, type Words } from './event-words';

/** When something happened. */
interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Something that happened to the session in this tab. Holds nothing secret, so that it may be stored and shown. */
interface TabEvent extends Moment, Words {}

/** Where the events and the renewals are kept over reloads. */
const EVENTS = 'tab events';
const RENEWALS = 'renewals';

const LIMIT = 8;

/** What has happened to the session in this tab lately: renewals, what came from other tabs, sign-outs. */
@Injectable({ providedIn: 'root' })
export class TabEvents {
  readonly #auth = inject(AuthService);
  readonly #latest = signal(tabMemory.readList(EVENTS, isEvent));
  readonly #renewals = signal(tabMemory.readList(RENEWALS, isMoment));
  readonly #lastOutcome = signal<RenewalOutcome | null>(null);
  #wasNobody = true;

  /** The newest first. */
  readonly latest = this.#latest.asReadonly();
  /** When this tab has renewed the session that goes on, the newest first. */
  readonly renewals = this.#renewals.asReadonly();
  /** How the last attempt to renew this very session ended; `null` when there was none in this page. */
  readonly lastOutcome = this.#lastOutcome.asReadonly();

  constructor() {
    this.#auth.state$.pipe(takeUntilDestroyed()).subscribe((state) => {
      if (state.status === 'renewing') this.#wasNobody = state.session === null;
    });
    this.#auth.events$.pipe(takeUntilDestroyed()).subscribe((event) => {
      this.#note(event);
    });
  }

  #note(event: AuthEvent): void {
    if (event.type === 'renewal-ended') this.#lastOutcome.set(event.outcome);
    if (event.type === 'signed-in' || event.type === 'session-received') this.#lastOutcome.set(null);
    if (['signed-in', 'signed-out', 'session-expired'].includes(event.type)) this.#keepRenewals([]);
    if (event.type === 'renewal-ended' && event.outcome.status === 'renewed') {
      this.#keepRenewals(this.#wasNobody ? [] : [{ at: Date.now() }, ...this.#renewals()]);
    }
    const words = wordsOfEvent(event, this.#wasNobody);
    if (!words) return;
    this.#latest.update((events) => [{ at: Date.now(), ...words }, ...events].slice(0, LIMIT));
    tabMemory.writeList(EVENTS, this.#latest());
  }

  #keepRenewals(renewals: readonly Moment[]): void {
    this.#renewals.set(renewals);
    tabMemory.writeList(RENEWALS, renewals);
  }
}

function isEvent(value: unknown): value is TabEvent {
  return isMoment(value);
}

function isMoment(value: unknown): value is Moment {
  return typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number';
}
