/**
 * The part of the Web Storage API that a session is kept in: `sessionStorage`, `localStorage` or an object of the app's
 * own.
 *
 * @see https://html.spec.whatwg.org/multipage/webstorage.html#storage-2
 */
export type AuthStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A storage that forgets everything when the page goes: after a reload the person signs in again.
 *
 * @example
 * ```ts
 * provideAuth(config, withStorage(memoryStorage));
 * ```
 */
export function memoryStorage(): AuthStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** One item of a storage. */
export interface StoredItem {
  readonly read: () => string | null;
  readonly write: (value: string) => void;
  readonly clear: () => void;
}

/**
 * The item of the storage that `open` gives, backed by memory: what the storage refuses to take (it is disabled or
 * full) is kept for as long as the page lives, so that a sign-in still works.
 */
export function storedItem(open: () => AuthStorage, key: string): StoredItem {
  let refused: string | null = null;
  const attempt = <T>(use: (storage: AuthStorage) => T): T | null => {
    try {
      return use(open());
    } catch {
      return null;
    }
  };
  return {
    read: () => refused ?? attempt((storage) => storage.getItem(key)),
    write: (value) => {
      refused = value;
      attempt((storage) => {
        // First, so that no older value outlives a new one that does not fit in.
        storage.removeItem(key);
        storage.setItem(key, value);
        refused = null;
      });
    },
    clear: () => {
      refused = null;
      attempt((storage) => {
        storage.removeItem(key);
      });
    },
  };
}

/** A value that came out of a storage may be anything; `null` stands for what is not JSON at all. */
export function parseJson(text: string | null): unknown {
  try {
    return text && JSON.parse(text);
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
