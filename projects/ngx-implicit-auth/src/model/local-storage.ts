import type { AuthStorage } from '../lib/session/auth-storage';
import type { Page } from './page';

/** The storage of all tabs, as one page may use it. */
export function localStorageOf(page: Page): AuthStorage {
  page.ask('localStorage');
  const storage = () => {
    page.ask('localStorage');
    return page.world.localStorage;
  };
  return {
    getItem: (key) => storage().getItem(key),
    setItem: (key, value) => {
      const isNew = storage().getItem(key) !== value;
      storage().setItem(key, value);
      if (isNew) page.world.tellOfStorage(page);
    },
    removeItem: (key) => {
      storage().removeItem(key);
    },
  };
}
