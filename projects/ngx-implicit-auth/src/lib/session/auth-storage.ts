/**
 * Where a session is kept: `sessionStorage`, `localStorage`, or an object of the app's own with this part of the Web
 * Storage API.
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
  /** Returns whether the storage has taken it. */
  readonly write: (value: string) => boolean;
  readonly clear: () => void;
}

/**
 * One item of the storage that `open` returns. When the storage is disabled or full, the value stays in memory for as
 * long as the page lives, so that a sign-in still works.
 *
 * @param key - asked for at each use: a configuration that comes at run time is part of it
 */
export function storedItem(open: () => AuthStorage, key: () => string): StoredItem {
  let refused: string | null = null;
  const attempt = <T>(use: (storage: AuthStorage) => T): T | null => {
    try {
      return use(open());
    } catch {
      return null;
    }
  };
  return {
    read: () => refused ?? attempt((storage) => storage.getItem(key())),
    write: (value) => {
      refused = value;
      const isTaken = attempt((storage) => {
        // Removed first, so that no older value outlives a new one that does not fit in.
        storage.removeItem(key());
        storage.setItem(key(), value);
        refused = null;
        return true;
      });
      return isTaken !== null;
    },
    clear: () => {
      refused = null;
      attempt((storage) => {
        storage.removeItem(key());
      });
    },
  };
}

/** Parses a text that came out of a storage, which may be anything. Returns `null` for a text that is not JSON. */
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
