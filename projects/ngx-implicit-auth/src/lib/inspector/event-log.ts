import { isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, Injectable, PLATFORM_ID, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { parseJson, storedItem } from '../session/auth-storage';
import { SessionMachine } from '../session/session-machine';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';
import { isEventNote, noteOf, withoutOldest, type EventNote, type NewNote } from './event-note';

/**
 * What has happened in this tab, over page loads: half of a sign-in happens before the page leaves for the server.
 *
 * It hears of everything from the machine: asking for `AuthService` would open the page before the features that are
 * provided after the inspector are there.
 */
@Injectable()
export class EventLog {
  readonly #machine = inject(SessionMachine);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #item = storedItem(this.#platform.tabStorage, () => storageKey(this.#settings, 'inspector'));
  readonly #notes = signal<readonly EventNote[]>([]);
  #wasNobody = true;

  /** The oldest first. */
  readonly notes = this.#notes.asReadonly();
  /** When this page began to listen, in epoch milliseconds. */
  readonly since = this.#platform.now();

  constructor() {
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return;
    let isRead = false;
    this.#machine.states.pipe(takeUntilDestroyed()).subscribe((state) => {
      if (state.status === 'renewing') this.#wasNobody = state.session === null;
      // By then the configuration is there, which is part of the key.
      if (isRead || state.status === 'starting') return;
      isRead = true;
      this.#change((notes) => [...this.#stored(), ...notes]);
    });
    this.#machine.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      this.#add(noteOf(event, this.#wasNobody));
    });
    const left = () => {
      if (this.#machine.states.value.status === 'redirecting') this.#add({ type: 'left' });
    };
    addEventListener('pagehide', left);
    inject(DestroyRef).onDestroy(() => {
      removeEventListener('pagehide', left);
    });
  }

  #add(note: NewNote): void {
    this.#change((notes) => withoutOldest([...notes, { ...note, at: this.#platform.now() }]));
    this.#item.write(JSON.stringify(this.#notes()));
  }

  #stored(): readonly EventNote[] {
    const stored = parseJson(this.#item.read());
    return Array.isArray(stored) && stored.every(isEventNote) ? stored : [];
  }

  /** What is told may be told where signals are only read. */
  #change(notes: (before: readonly EventNote[]) => readonly EventNote[]): void {
    untracked(() => {
      this.#notes.update(notes);
    });
  }
}
