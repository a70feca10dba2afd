import { isPlatformBrowser } from '@angular/common';
import { DestroyRef, inject, Injectable, PLATFORM_ID, signal } from '@angular/core';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { openChannel, type AppChannel } from '../session/open-channel';
import { AUTH_SETTINGS, storageKey } from '../settings/auth-settings';

/**
 * How many tabs of the app are open.
 *
 * Each holds a Web Lock of a name of its own, and asks for the locks of the others: the browser grants one as soon as
 * the tab that held it is gone, however it went.
 */
@Injectable()
export class OpenTabs {
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  readonly #awaited = new Set<string>();
  readonly #count = signal<number | null>(null);
  #channel: AppChannel | null = null;
  #ownName = '';
  #stay = new AbortController();

  /** `null` where the browser cannot tell. */
  readonly count = this.#count.asReadonly();

  constructor() {
    if (!this.#locks || !isPlatformBrowser(inject(PLATFORM_ID))) return;
    const over = new AbortController();
    inject(DestroyRef).onDestroy(() => {
      over.abort();
      this.#stay.abort();
      this.#channel?.close();
    });
    const start = () => {
      if (over.signal.aborted) return;
      this.#ownName = `${this.#name} ${crypto.randomUUID()}`;
      // On which a new tab announces itself.
      this.#channel = openChannel(this.#platform, this.#name, () => void this.#look());
      void this.#arrive();
      // A page in the back/forward cache is no open tab, and the browser takes in none that holds a lock.
      const leave = () => {
        this.#stay.abort();
      };
      const comeBack = ({ persisted }: PageTransitionEvent) => {
        if (persisted) void this.#arrive();
      };
      addEventListener('pagehide', leave, over);
      addEventListener('pageshow', comeBack, over);
    };
    // A configuration that comes at run time is part of the name. It is asked for once all features are there.
    void Promise.resolve()
      .then(() => this.#settings.later)
      .then(start);
  }

  get #name(): string {
    return storageKey(this.#settings, 'inspector tab');
  }

  async #arrive(): Promise<void> {
    const { signal } = (this.#stay = new AbortController());
    const stay = async () => {
      this.#channel?.post('arrived');
      void this.#look();
      if (!signal.aborted) await new Promise((leave) => signal.addEventListener('abort', leave, { once: true }));
    };
    try {
      await this.#locks?.request(this.#ownName, stay);
    } catch {
      // The browser denies locks, and nobody can tell how many tabs there are.
    }
  }

  async #look(): Promise<void> {
    const { held = [] } = (await this.#locks?.query()) ?? {};
    const tabs = held.flatMap(({ name = '', mode }) =>
      name.startsWith(this.#name) && mode === 'exclusive' ? [name] : [],
    );
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
