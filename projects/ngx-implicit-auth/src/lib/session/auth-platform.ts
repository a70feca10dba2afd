import { InjectionToken } from '@angular/core';

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
}

export const AUTH_PLATFORM = new InjectionToken<AuthPlatform>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_PLATFORM' : '',
  {
    providedIn: 'root',
    factory: () => ({
      now: () => Date.now(),
      tabStorage: () => sessionStorage,
    }),
  },
);
