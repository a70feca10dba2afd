import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthService, type AuthCheck, type AuthError, type AuthErrorCode, type AuthEvent } from 'ngx-implicit-auth';
import { fromEvent } from 'rxjs';
import { tabMemory } from '../ui/tab-memory';

/** Something that happened during a sign-in. Holds nothing secret, so that it may be stored and shown. */
export type TimelineEntry = {
  /** Epoch milliseconds. */
  readonly at: number;
} & (
  | { readonly type: 'started' | 'left' | 'captured' | 'signed-in' }
  | { readonly type: 'check-passed'; readonly check: AuthCheck }
  | { readonly type: 'failed'; readonly code: AuthErrorCode; readonly message: string }
);

/** Where the timeline is kept over the redirect. */
const TIMELINE = 'sign-in timeline';

/**
 * What happened in the last sign-in of this tab.
 *
 * Half of it happens before the page leaves for the authorization server, so the tab remembers the entries.
 */
@Injectable({ providedIn: 'root' })
export class SignInTimeline {
  readonly #auth = inject(AuthService);
  readonly #window = inject(DOCUMENT).defaultView;
  readonly #entries = signal(tabMemory.readList(TIMELINE, isEntry));
  readonly entries = this.#entries.asReadonly();

  constructor() {
    this.#auth.events$.pipe(takeUntilDestroyed()).subscribe((event) => {
      this.#note(event);
    });
    if (!this.#window) return;
    fromEvent(this.#window, 'pagehide')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        if (this.#auth.state().status === 'redirecting') this.#add({ type: 'left', at: Date.now() });
      });
  }

  #note(event: AuthEvent): void {
    const at = Date.now();
    switch (event.type) {
      case 'sign-in-started':
        this.#entries.set([]);
        return this.#add({ type: 'started', at });
      case 'response-captured':
        // A response that comes after the end of a sign-in begins another timeline.
        if (this.#isOver()) this.#entries.set([]);
        return this.#add({ type: 'captured', at });
      case 'check-passed':
        return this.#add({ type: 'check-passed', check: event.check, at });
      case 'signed-in':
        return this.#add({ type: 'signed-in', at });
      case 'sign-in-failed':
        return this.#add({ type: 'failed', ...wordsOf(event.error), at });
      // TabEvents tells what comes after a sign-in, or instead of one.
      case 'user-info-failed':
      case 'session-received':
      case 'renewal-ended':
      case 'frames-blocked':
      case 'scope-narrowed':
      case 'access-token-failed':
      case 'session-check-stopped':
      case 'session-expired':
      case 'revocation-failed':
      case 'signed-out':
    }
  }

  #isOver(): boolean {
    const last = this.#entries().at(-1);
    return last?.type === 'signed-in' || last?.type === 'failed';
  }

  #add(entry: TimelineEntry): void {
    this.#entries.update((entries) => [...entries, entry]);
    tabMemory.writeList(TIMELINE, this.#entries());
  }
}

/** The server's own words, if it sends any: they say more than that it has answered with an error. */
function wordsOf({ code, message, server }: AuthError): { code: AuthErrorCode; message: string } {
  return { code, message: server?.description ?? message };
}

function isEntry(value: unknown): value is TimelineEntry {
  return (
    typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number' && 'type' in value
  );
}
