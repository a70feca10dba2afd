import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthService, type AuthEvent, type RenewalOutcome } from 'ngx-implicit-auth';
import { tabMemory } from '../ui/tab-memory';
import { wordsOfEvent, type Words } from './event-words';

/** Something that happened to the session in this tab. Holds nothing secret, so that it may be stored and shown. */
interface TabEvent extends Words {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Where the events are kept over reloads. */
const EVENTS = 'tab events';

const LIMIT = 8;

/** What has happened to the session in this tab lately: renewals, what came from other tabs, sign-outs. */
@Injectable({ providedIn: 'root' })
export class TabEvents {
  readonly #auth = inject(AuthService);
  readonly #latest = signal(tabMemory.readList(EVENTS, isEvent));
  readonly #lastOutcome = signal<RenewalOutcome | null>(null);
  #wasNobody = true;

  /** The newest first. */
  readonly latest = this.#latest.asReadonly();
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
    const words = wordsOfEvent(event, this.#wasNobody);
    if (!words) return;
    this.#latest.update((events) => [{ at: Date.now(), ...words }, ...events].slice(0, LIMIT));
    tabMemory.writeList(EVENTS, this.#latest());
  }
}

function isEvent(value: unknown): value is TabEvent {
  return typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number';
}
