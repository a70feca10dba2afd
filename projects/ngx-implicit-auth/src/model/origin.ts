import { Databases } from './database';
import type { Page } from './page';

/** What a browser may deny a page at any call. */
export const DENIABLE = ['sessionStorage', 'localStorage', 'channels', 'locks', 'indexedDB'] as const;
export type Deniable = (typeof DENIABLE)[number];

interface ModelChannel {
  readonly page: Page;
  readonly name: string;
  readonly inbox: Map<ModelChannel, unknown[]>;
  hear: (message: unknown) => void;
}

interface LockRequest {
  readonly page: Page;
  readonly name: string;
  readonly mode: LockMode;
  readonly grant: () => void;
}

/** What the pages of one origin share: channels, locks and databases. */
export class Origin {
  readonly databases = new Databases();
  readonly #channels = new Set<ModelChannel>();
  #held: readonly LockRequest[] = [];
  #waiting: readonly LockRequest[] = [];

  /** The page's own `BroadcastChannel`. */
  openChannel(page: Page, name: string): BroadcastChannel {
    page.ask('channels');
    const opened: ModelChannel = { page, name, inbox: new Map(), hear: () => {} };
    this.#channels.add(opened);
    return {
      set onmessage(listener: (event: { readonly data: unknown }) => void) {
        opened.hear = (data) => {
          listener({ data });
        };
      },
      postMessage: (message: unknown) => {
        page.ask('channels');
        page.world.witness.secrets.posted(page, name, message);
        this.#post(opened, structuredClone(message));
      },
      close: () => this.#channels.delete(opened),
    } as unknown as BroadcastChannel;
  }

  /** The page's own `navigator.locks`. */
  locksOf(page: Page): LockManager {
    const request = async <T>(
      name: string,
      ...rest: [LockGrantedCallback<T>] | [LockOptions, LockGrantedCallback<T>]
    ): Promise<T> => {
      page.ask('locks');
      const [{ mode = 'exclusive', signal }, callback] = rest.length === 1 ? [{} as LockOptions, rest[0]] : rest;
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const lock: LockRequest = { page, name, mode, grant: resolve };
        this.#waiting = [...this.#waiting, lock];
        signal?.addEventListener('abort', () => {
          if (!this.#waiting.includes(lock)) return;
          this.#waiting = this.#waiting.filter((other) => other !== lock);
          reject(signal.reason as Error);
          this.#grantNext();
        });
        this.#grantNext();
      });
      const own = [...this.#held].reverse().find((held) => held.page === page && held.name === name);
      try {
        return await callback({ name, mode });
      } finally {
        this.#held = this.#held.filter((held) => held !== own);
        this.#grantNext();
      }
    };
    const query = async () => {
      page.ask('locks');
      await new Promise<void>((told) => {
        page.device.send(page, 'the locks that are held', told);
      });
      return { held: this.#held.map(({ name, mode }) => ({ name, mode })), pending: [] };
    };
    return { request, query };
  }

  /** A page is gone, and leaves its locks to the others. */
  leave(page: Page): void {
    for (const channel of this.#channels) if (channel.page === page) this.#channels.delete(channel);
    this.#held = this.#held.filter((lock) => lock.page !== page);
    this.#waiting = this.#waiting.filter((lock) => lock.page !== page);
    this.#grantNext();
  }

  holdsLocks(page: Page): boolean {
    return [...this.#held, ...this.#waiting].some((lock) => lock.page === page);
  }

  /** Each channel gets the messages of another in the order in which they were posted. */
  #post(from: ModelChannel, message: unknown): void {
    for (const to of this.#channels) {
      if (to === from || to.name !== from.name) continue;
      const inbox = to.inbox.get(from) ?? [];
      to.inbox.set(from, inbox);
      inbox.push(message);
      // The browser keeps no page in its cache that has missed a message.
      if (to.page.isInCache) to.page.end();
      to.page.device.send(to.page, `a message from ${from.page.name}`, () => {
        to.hear(inbox.shift());
      });
    }
  }

  #grantNext(): void {
    const excludes = (one: LockRequest, other: LockRequest) =>
      one.name === other.name && (one.mode === 'exclusive' || other.mode === 'exclusive');
    const waiting: LockRequest[] = [];
    for (const lock of this.#waiting) {
      if ([...this.#held, ...waiting].some((other) => excludes(lock, other))) {
        waiting.push(lock);
        continue;
      }
      this.#held = [...this.#held, lock];
      lock.page.device.send(lock.page, `the lock “${lock.name.split(' ').slice(3).join(' ')}”`, lock.grant);
    }
    this.#waiting = waiting;
  }
}
