import { AUTH_STORAGE } from '../session/session-store';
import type { AuthStorage } from '../session/auth-storage';
import type { AuthFeature } from '../settings/auth-feature';

/**
 * Keeps the session elsewhere than in `sessionStorage`. What the storage refuses to take is kept in memory.
 *
 * In `localStorage` a token outlives the tab, and every script of the origin can read it for as long.
 *
 * @param open - makes or gives the storage; called once, and again while it throws, as the browser may deny a storage
 * @example
 * ```ts
 * provideAuth(config, withStorage(memoryStorage))
 * ```
 */
export function withStorage(open: () => AuthStorage): AuthFeature {
  return { ɵkind: 'storage', ɵproviders: [{ provide: AUTH_STORAGE, useFactory: () => openedOnce(open) }] };
}

/** A storage that is made anew at each use would keep nothing. */
function openedOnce(open: () => AuthStorage): () => AuthStorage {
  let storage: AuthStorage | undefined;
  return () => (storage ??= open());
}
