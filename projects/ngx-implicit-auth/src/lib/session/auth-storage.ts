/**
 * The part of the Web Storage API that a session is kept in: `sessionStorage`, `localStorage` or an object of the app's own.
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

/**
 * The storage that `open` gives, backed by memory: what the storage refuses to take (it is disabled or full) is kept for as long
 * as the page lives, so that a sign-in still works.
 */
export function backedByMemory(open: () => AuthStorage): AuthStorage {
  const refused = new Map<string, string>();
  const attempt = <T>(use: (storage: AuthStorage) => T): T | null => {
    try {
      return use(open());
    } catch {
      return null;
    }
  };
  return {
    getItem: (key) => refused.get(key) ?? attempt((storage) => storage.getItem(key)),
    setItem: (key, value) => {
      refused.set(key, value);
      attempt((storage) => {
        // First, so that no older value outlives a new one that does not fit in.
        storage.removeItem(key);
        storage.setItem(key, value);
        refused.delete(key);
      });
    },
    removeItem: (key) => {
      refused.delete(key);
      attempt((storage) => {
        storage.removeItem(key);
      });
    },
  };
}
