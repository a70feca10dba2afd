import { DestroyRef, NgZone, type Injector } from '@angular/core';
import { SessionMachine } from '../session/session-machine';
import type { ResourceServer } from '../settings/auth-config';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { requestSettings, type RequestSettings } from '../settings/request-settings';
import { REQUEST_PLATFORM, type RequestPlatform } from './request-platform';

/** What all functions that deal with the server work with. The door of each lazily loaded part makes it, once. */
export interface AuthContext {
  readonly machine: SessionMachine;
  readonly settings: RequestSettings;
  readonly platform: RequestPlatform;
  readonly zone: NgZone;
  /** Aborted when the app is gone. */
  readonly signal: AbortSignal;
  /** Finds the listed resource server that a URL belongs to; `null` for any other URL. */
  readonly listedAt: (url: string) => string | ResourceServer | null;
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
    listedAt: (url) => settings.resourceServerAt(url)?.[1] ?? null,
  };
}
