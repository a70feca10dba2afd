import { InjectionToken } from '@angular/core';
import type { AuthStorage } from './auth-storage';

/**
 * What the session needs from the browser, in one place, so that a test can stand in for any of it. `RequestPlatform`
 * adds what only requests to the server need.
 *
 * Everything is reached through the global object: an element named `location` or `defaultView` cannot shadow it there,
 * as it could on `document`.
 */
export interface AuthPlatform {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Throws where the browser denies storage. */
  readonly tabStorage: () => Storage;
  /** What the tabs of the app share. Throws where the browser denies storage. */
  readonly sharedStorage: () => AuthStorage;
  /** Opens a channel to the app's other pages. Throws where the browser has none, or denies it. */
  readonly channel: (name: string) => BroadcastChannel;
  /** Whether a new page need not ask who else is there. No browser knows; a test does. */
  readonly isAlone?: boolean;
}

export const AUTH_PLATFORM = new InjectionToken<AuthPlatform>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_PLATFORM' : '',
  {
    providedIn: 'root',
    factory: () => ({
      now: () => Date.now(),
      tabStorage: () => sessionStorage,
      sharedStorage: () => localStorage,
      channel: (name) => new BroadcastChannel(name),
    }),
  },
);
