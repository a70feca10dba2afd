import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { fromEvent } from 'rxjs';

/** What the name of each tab's lock begins with, and the channel on which a new tab announces itself. */
const NAME = 'timesheets-demo tab';

/**
 * How many tabs of the demo are open.
 *
 * Each holds a Web Lock of a name of its own, and asks for the locks of the others: the browser grants one as soon as
 * the tab that held it is gone, however it went.
 */
@Injectable({ providedIn: 'root' })
export class OpenTabs {
  readonly #locks = (navigator as Partial<Navigator>).locks;
  readonly #channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : undefined;
  readonly #ownName = `${NAME} ${crypto.randomUUID()}`;
  readonly #awaited = new Set<string>();
  readonly #count = signal<number | null>(null);
  #stay = new AbortController();

  /** `null` where the browser cannot tell. */
  readonly count = this.#count.asReadonly();

  constructor() {
    const window = inject(DOCUMENT).defaultView;
    if (!this.#locks || !this.#channel || !window) return;
    this.#channel.onmessage = () => void this.#look();
    this.#arrive();
    // A page in the back/forward cache is no open tab, and the browser takes in none that holds a lock.
    fromEvent(window, 'pagehide')
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.#stay.abort();
      });
    fromEvent<PageTransitionEvent>(window, 'pageshow')
      .pipe(takeUntilDestroyed())
      .subscribe(({ persisted }) => {
        if (persisted) this.#arrive();
      });
    inject(DestroyRef).onDestroy(() => {
      this.#stay.abort();
      this.#channel?.close();
    });
  }

  #arrive(): void {
    const { signal } = (this.#stay = new AbortController());
    void this.#locks?.request(this.#ownName, async () => {
      this.#channel?.postMessage('arrived');
      void this.#look();
      if (!signal.aborted) await new Promise((leave) => signal.addEventListener('abort', leave, { once: true }));
    });
  }

  async #look(): Promise<void> {
    const { held = [] } = (await this.#locks?.query()) ?? {};
    const tabs = held.flatMap(({ name = '', mode }) => (name.startsWith(NAME) && mode === 'exclusive' ? [name] : []));
    this.#count.set(tabs.length);
    for (const name of tabs) if (name !== this.#ownName) void this.#awaitEndOf(name);
  }

  async #awaitEndOf(tab: string): Promise<void> {
    if (this.#awaited.has(tab)) return;
    this.#awaited.add(tab);
    try {
      await this.#locks?.request(tab, { mode: 'shared', signal: this.#stay.signal }, () => {});
    } catch {
      // This tab was left first.
    }
    this.#awaited.delete(tab);
    if (!this.#stay.signal.aborted) void this.#look();
  }
}
