import { inject, InjectionToken } from '@angular/core';
import { sha256, type RandomBytes } from '../protocol/base64url';
import type { Fetch } from '../protocol/fetch-json';
import type { verifyIdToken, verifySignedClaims } from '../id-token/verify-id-token';
import { AUTH_PLATFORM, type AuthPlatform } from '../session/auth-platform';
import { loadPart } from '../session/load-part';
import { heedRetryAfter } from './heed-retry-after';

/** What verifies whatever the server has signed. */
interface IdTokenVerifier {
  readonly verifyIdToken: typeof verifyIdToken;
  readonly verifySignedClaims: typeof verifySignedClaims;
}

/** What requests to the server need from the browser beyond what the first screen does. */
export interface RequestPlatform extends AuthPlatform {
  /** When the navigation to this page began, in epoch milliseconds: no token it brought was issued much earlier. */
  readonly pageRequestedAt: () => number;
  /** Whether the person clicked, tapped or typed a moment ago. */
  readonly userIsActive: () => boolean;
  /** Whether another page shows this one in a frame. */
  readonly isFramed: () => boolean;
  readonly randomBytes: RandomBytes;
  /** The hash of a text, in base64url. */
  readonly sha256: (text: string) => Promise<string>;
  /** Loads the verifier, and jose with it. */
  readonly loadIdTokenVerifier: () => Promise<IdTokenVerifier>;
  readonly fetch: Fetch;
  /** Leaves the page for `url`, in place of the current history entry or after it. */
  readonly redirect: (url: string, options: { readonly replaceUrl: boolean }) => void;
  /** Takes what is to be called when the page stays after all. No browser tells; a test does. */
  readonly onStaying?: (stays: () => void) => void;
  /** Loads the page anew. */
  readonly reload: () => void;
  /** Opens a small window with an empty page; `null` where the browser does not let it. */
  readonly openPopup: () => Window | null;
}

/** The size of a popup, in CSS pixels. */
const [POPUP_WIDTH, POPUP_HEIGHT] = [500, 700];

export const REQUEST_PLATFORM = new InjectionToken<RequestPlatform>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'REQUEST_PLATFORM' : '',
  {
    providedIn: 'root',
    factory: () => requestPlatform(inject(AUTH_PLATFORM)),
  },
);

/** Whatever stands in for the browser on the first screen may stand in for it here. */
function requestPlatform(platform: AuthPlatform & Partial<RequestPlatform>): RequestPlatform {
  return {
    // Not timeOrigin: that is kept by a time scale which stands still while the device sleeps.
    pageRequestedAt: () => Date.now() - performance.now(),
    // The types promise it everywhere; Firefox has it from 120 on, Safari from 16.4 on, a server not at all.
    userIsActive: () => !!(globalThis as { navigator?: Partial<Navigator> }).navigator?.userActivation?.isActive,
    isFramed: () => window !== window.top,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    sha256,
    loadIdTokenVerifier: () => loadPart(import('../id-token/verify-id-token')),
    fetch: heedRetryAfter((...request) => fetch(...request), platform.now),
    redirect: (url, { replaceUrl }) => {
      location[replaceUrl ? 'replace' : 'assign'](url);
    },
    reload: () => {
      location.reload();
    },
    openPopup: () => {
      const left = screenX + (outerWidth - POPUP_WIDTH) / 2;
      const top = screenY + (outerHeight - POPUP_HEIGHT) / 2;
      try {
        return open('', '', `popup,width=${POPUP_WIDTH},height=${POPUP_HEIGHT},left=${left},top=${top}`);
      } catch {
        // Firefox throws in a frame whose sandbox allows none.
        return null;
      }
    },
    ...platform,
  };
}
