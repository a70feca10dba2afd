import type { Page } from './page';

/** How long the browser takes when its disk is slow. */
const DISK_TAKES_MS = 1_500;

type Listener = (event: { readonly target: object }) => void;

/**
 * What the pages of one origin keep in IndexedDB, as far as the library uses it: databases with one store, to which an
 * entry can be added once. What a page asks for is done at once, and even if the page is gone before it hears of it.
 */
export class Databases {
  readonly #stores = new Map<string, Map<string, unknown>>();

  /** The page's own `indexedDB`. */
  of(page: Page): Pick<IDBFactory, 'open'> {
    page.ask('indexedDB');
    return { open: (name: string) => this.#open(page, name) as unknown as IDBOpenDBRequest };
  }

  /** Whether any of them has an entry under a key. */
  have(key: string): boolean {
    return [...this.#stores.values()].some((entries) => entries.has(key));
  }

  #open(page: Page, name: string) {
    const entries = this.#stores.get(name) ?? new Map<string, unknown>();
    this.#stores.set(name, entries);
    const database = { transaction: () => transactionOn(page, entries), close: () => {} };
    const opening = { result: database, onsuccess: null as Listener | null };
    hearOf(page, 'that the database is open', () => opening.onsuccess?.({ target: opening }));
    return opening;
  }
}

function transactionOn(page: Page, entries: Map<string, unknown>) {
  page.ask('indexedDB');
  const transaction = {
    error: null as DOMException | null,
    oncomplete: () => {},
    onabort: () => {},
    objectStore: () => store,
  };
  const ended = () => {
    hearOf(page, 'what has become of its note', () => {
      if (transaction.error) transaction.onabort();
      else transaction.oncomplete();
    });
    return { result: undefined };
  };
  const store = {
    add: (value: unknown, key: string) => {
      if (entries.has(key)) transaction.error = new DOMException('It is there already.', 'ConstraintError');
      else entries.set(key, value);
      page.world.witness.secrets.kept(key);
      return ended();
    },
    delete: (key: string) => {
      entries.delete(key);
      return ended();
    },
    // No run lasts so long that anything is too old.
    index: () => ({ openCursor: () => ({}) }),
  };
  return transaction;
}

function hearOf(page: Page, what: string, hear: () => void): void {
  if (page.world.number() % 3) page.device.send(page, what, hear);
  else page.device.sendSlowly(page, what, DISK_TAKES_MS, hear);
}
