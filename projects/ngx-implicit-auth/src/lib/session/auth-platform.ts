import { InjectionToken } from '@angular/core';
import type { Fetch } from '../protocol/fetch-json';
import type { RandomBytes } from '../protocol/random-value';

/**
 * What the session needs from the browser, in one place, so that a test can stand in for any of it.
 *
 * Everything is reached through the global object: an element named `location` or `defaultView` cannot shadow it there, as it
 * could on `document`.
 */
export interface AuthPlatform {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** When the navigation to this page began, in epoch milliseconds: no token it brought was issued much earlier. */
  readonly pageRequestedAt: () => number;
  readonly randomBytes: RandomBytes;
  readonly fetch: Fetch;
  /** Leaves the page for `url`, in place of the current history entry or after it. */
  readonly redirect: (url: string, options: { readonly replaceUrl: boolean }) => void;
  /** Throws where the browser denies storage. */
  readonly tabStorage: () => Storage;
  /** Whether the person clicked, tapped or typed a moment ago. */
  readonly userIsActive: () => boolean;
}

export const AUTH_PLATFORM = new InjectionToken<AuthPlatform>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_PLATFORM' : '',
  {
    providedIn: 'root',
    factory: () => ({
      now: () => Date.now(),
      // Not timeOrigin: that is kept by a time scale which stands still while the device sleeps.
      pageRequestedAt: () => Date.now() - performance.now(),
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      fetch: (...request) => fetch(...request),
      redirect: (url, { replaceUrl }) => {
        location[replaceUrl ? 'replace' : 'assign'](url);
      },
      tabStorage: () => sessionStorage,
      // The types promise it everywhere; Firefox has it from 120 on, Safari from 16.4 on, a server not at all.
      userIsActive: () => !!(globalThis as { navigator?: Partial<Navigator> }).navigator?.userActivation?.isActive,
    }),
  },
);
