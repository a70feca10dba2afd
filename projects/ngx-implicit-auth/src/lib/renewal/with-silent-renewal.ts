import { ENVIRONMENT_INITIALIZER, inject } from '@angular/core';
import { renewAroundRequest } from './renew-around-request';
import { SilentRenewal } from './silent-renewal';
import { SILENT_RENEWAL_OPTIONS, type SilentRenewalOptions } from '../settings/silent-renewal-options';
import type { AuthFeature } from '../settings/auth-feature';

/**
 * Renews the session in a hidden frame (`prompt=none`) shortly before it ends, when `AuthService.renew()` is called, when a request
 * finds its token about to expire, once after a resource server has refused the token, and when the device wakes up after the deadline.
 *
 * A frame needs a server that may be framed and whose cookies the browser sends there: one on the same site as the app, in most browsers.
 * Where it does not work, or `strategy` says so, the session is renewed by a redirect at the next guarded navigation.
 *
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal())
 * ```
 */
export function withSilentRenewal(options: SilentRenewalOptions = {}): AuthFeature {
  return {
    ɵproviders: [
      { provide: SILENT_RENEWAL_OPTIONS, useValue: options },
      SilentRenewal,
      { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: start },
    ],
  };
}

function start(): void {
  inject(SilentRenewal).aroundRequest = renewAroundRequest();
}
