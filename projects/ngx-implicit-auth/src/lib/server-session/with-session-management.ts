import { isPlatformBrowser } from '@angular/common';
import { ENVIRONMENT_INITIALIZER, inject, PLATFORM_ID } from '@angular/core';
import { SessionManagement } from './session-management';
import type { AuthFeature } from '../settings/auth-feature';
import { checkFeatureSeconds } from '../settings/feature-seconds';
import { requiredRenewal } from '../renewal/with-silent-renewal';

/** How the session at the server is watched. */
export interface SessionManagementOptions {
  /** How often the server's frame is asked, in seconds, from 0.1 to 86,400; every 5 by default. */
  readonly intervalSeconds?: number;
}

/**
 * Ends the session in this app when the person signs out at the server, and renews it when the session there changes.
 * Needs a server with a `check_session_iframe`, `withSilentRenewal()`, and a browser that sends the server's cookies
 * into frames.
 *
 * @throws AuthError `config_invalid` in dev mode for an `intervalSeconds` out of range, and, when the app starts, without
 * `withSilentRenewal()`
 * @see OpenID Connect Session Management 1.0
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal(), withSessionManagement())
 * ```
 */
export function withSessionManagement({ intervalSeconds = 5 }: SessionManagementOptions = {}): AuthFeature {
  if (typeof ngDevMode === 'undefined' || ngDevMode) {
    checkFeatureSeconds('withSessionManagement()', 'intervalSeconds', intervalSeconds, [0.1, 86_400]);
  }
  return {
    ɵkind: 'session-management',
    ɵproviders: [
      { provide: SessionManagement, useFactory: () => new SessionManagement(intervalSeconds * 1000) },
      { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: startSessionManagement },
    ],
  };
}

function startSessionManagement(): void {
  const renewal = requiredRenewal('withSessionManagement()');
  if (isPlatformBrowser(inject(PLATFORM_ID)) && !renewal.isInFrame) inject(SessionManagement);
}
