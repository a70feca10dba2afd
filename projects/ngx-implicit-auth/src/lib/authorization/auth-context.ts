import { DestroyRef, NgZone, type Injector } from '@angular/core';
import { SessionMachine } from '../session/session-machine';
import type { ResourceServer } from '../settings/auth-config';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { requestSettings, type RequestSettings } from '../settings/request-settings';
import { hasOwnToken } from '../settings/resource-servers';
import { REQUEST_PLATFORM, type RequestPlatform } from './request-platform';

/**
 * What all functions that deal with the server work with. The door of a lazily loaded part makes it, once, or is handed it
 * by the part that loads it.
 */
export interface AuthContext {
  readonly machine: SessionMachine;
  readonly settings: RequestSettings;
  readonly platform: RequestPlatform;
  readonly zone: NgZone;
  /** Aborted when the app is gone. */
  readonly signal: AbortSignal;
  /**
   * Finds the first entry at a URL, whichever requests it is for: a resource server with a token of its own, or
   * `'session'` for one that gets the session's; `null` for a URL that is not listed.
   */
  readonly listedAt: (url: string) => ResourceServer | 'session' | null;
}

export function authContext(injector: Injector): AuthContext {
  const settings = requestSettings(injector.get(AUTH_SETTINGS));
  const over = new AbortController();
  injector.get(DestroyRef).onDestroy(() => {
    over.abort();
  });
  return {
    machine: injector.get(SessionMachine),
    settings,
    platform: injector.get(REQUEST_PLATFORM),
    zone: injector.get(NgZone),
    signal: over.signal,
    listedAt: (url) => {
      const [entry] = settings.resourceServerAt?.(url)[1] ?? [];
      if (!entry) return null;
      return hasOwnToken(entry) ? entry : 'session';
    },
  };
}
