import { inject, InjectionToken } from '@angular/core';
import type { Fetch } from '../protocol/fetch-json';
import type { RandomBytes } from '../protocol/base64url';
import { AUTH_PLATFORM, type AuthPlatform } from '../session/auth-platform';
import { heedRetryAfter } from './heed-retry-after';

/** What requests to the server need from the browser beyond what the first screen does. */
export interface RequestPlatform extends AuthPlatform {
  /** When the navigation to this page began, in epoch milliseconds: no token it brought was issued much earlier. */
  readonly pageRequestedAt: () => number;
  /** Whether the person clicked, tapped or typed a moment ago. */
  readonly userIsActive: () => boolean;
  /** Whether another page shows this one in a frame. */
  readonly isFramed: () => boolean;
  readonly randomBytes: RandomBytes;
  readonly fetch: Fetch;
  /** Leaves the page for `url`, in place of the current history entry or after it. */
  readonly redirect: (url: string, options: { readonly replaceUrl: boolean }) => void;
}

export const REQUEST_PLATFORM = new InjectionToken<RequestPlatform>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'REQUEST_PLATFORM' : '',
  {
    providedIn: 'root',
    factory: () => requestPlatform(inject(AUTH_PLATFORM)),
  },
);

function requestPlatform(platform: AuthPlatform): RequestPlatform {
  return {
    ...platform,
    // Not timeOrigin: that is kept by a time scale which stands still while the device sleeps.
    pageRequestedAt: () => Date.now() - performance.now(),
    // The types promise it everywhere; Firefox has it from 120 on, Safari from 16.4 on, a server not at all.
    userIsActive: () => !!(globalThis as { navigator?: Partial<Navigator> }).navigator?.userActivation?.isActive,
    isFramed: () => window !== window.top,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    fetch: heedRetryAfter((...request) => fetch(...request), platform.now),
    redirect: (url, { replaceUrl }) => {
      location[replaceUrl ? 'replace' : 'assign'](url);
    },
  };
}
