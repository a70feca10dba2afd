import { sha256 } from '../protocol/base64url';
import { parseJson, storedItem, type AuthStorage } from '../session/auth-storage';
import { inDatabase } from '../session/in-database';

/**
 * Which refresh tokens have been sent, for all tabs, so that none is sent twice: under rotation that would end the whole
 * grant. It holds no token, only what tells one from another.
 *
 * It is in IndexedDB, since whoever reads there in a transaction sees what any other tab has written before.
 * `localStorage` does not promise that. Where the browser denies it, each tab notes for itself, in its own storage.
 */
export interface SentRefreshTokens {
  /** Notes that a refresh token is sent. Returns whether nobody had noted it before: who hears `false` must not send it. */
  add(refreshToken: string): Promise<boolean>;
  /** Forgets one that the server goes on to take, as it has given no other. */
  remove(refreshToken: string): Promise<void>;
}

/** No tab wakes up after so long to a grant that is still good. */
const KEPT_MS = 90 * 24 * 3_600_000;
/** How many a tab notes for itself. */
const MOST_IN_TAB = 100;

/**
 * @param name - of the database, and of the item in the tab's own storage
 * @param tabStorage - opens the tab's own storage
 * @param now - epoch milliseconds
 */
export function sentRefreshTokens(name: string, tabStorage: () => AuthStorage, now: () => number): SentRefreshTokens {
  const ofTab = storedItem(tabStorage, () => name);
  const readTab = () => {
    const hashes = parseJson(ofTab.read());
    return Array.isArray(hashes) ? hashes.filter((hash) => typeof hash === 'string') : [];
  };
  return {
    add: async (refreshToken) => {
      const hash = await sha256(refreshToken);
      const noted = readTab();
      if (noted.includes(hash)) return false;
      try {
        return await inDatabase(name, (store) => {
          store.index('at').openCursor(IDBKeyRange.upperBound(now() - KEPT_MS)).onsuccess = deleteEach;
          return store.add({ at: now() }, hash);
        }).then(() => true, unlessThere);
      } catch {
        ofTab.write(JSON.stringify([...noted, hash].slice(-MOST_IN_TAB)));
        return true;
      }
    },
    remove: async (refreshToken) => {
      const hash = await sha256(refreshToken);
      ofTab.write(JSON.stringify(readTab().filter((noted) => noted !== hash)));
      await inDatabase(name, (store) => store.delete(hash)).catch(() => {});
    },
  };
}

/** Whether a key could be added; `false` when it was there before. */
function unlessThere(thrown: unknown): false {
  if ((thrown as Partial<DOMException> | null)?.name === 'ConstraintError') return false;
  throw thrown;
}

function deleteEach({ target }: Event): void {
  const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
  cursor?.delete();
  cursor?.continue();
}
