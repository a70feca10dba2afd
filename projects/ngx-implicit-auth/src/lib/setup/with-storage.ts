import { AUTH_STORAGE } from '../session/session-store';
import type { AuthStorage } from '../session/auth-storage';
import type { AuthFeature } from '../settings/auth-feature';

/**
 * Keeps the session elsewhere than in `sessionStorage`. What the storage refuses to take is kept in memory.
 *
 * In `localStorage` a token outlives the tab, and every script of the origin can read it for as long.
 *
 * @param open - returns the storage; called on each use, as the browser may deny it at any time
 * @example
 * ```ts
 * provideAuth(config, withStorage(memoryStorage))
 * ```
 */
export function withStorage(open: () => AuthStorage): AuthFeature {
  return { ɵkind: 'storage', ɵproviders: [{ provide: AUTH_STORAGE, useValue: open }] };
}
