import { ENVIRONMENT_INITIALIZER, inject } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import type { AuthFeature } from '../settings/auth-feature';
import { checkFeatureSeconds } from '../settings/feature-seconds';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';
import { SilentRenewal } from './silent-renewal';

/**
 * Renews the session by its refresh token, or without one in a hidden frame (`prompt=none`): shortly before it ends, when
 * `AuthService.renew()` is called, when a request finds its token about to expire, once after a resource server has
 * refused the token, and when the device wakes up after the deadline.
 *
 * For a frame the server has to allow frames, and the browser has to send the server's cookies into them: in most
 * browsers it does if the server is on the app's own site. Where frames do not work, or `strategy` says so, a redirect
 * at the next guarded navigation renews the session.
 *
 * @throws AuthError `config_invalid` in dev mode for a `leadSeconds` or `timeoutSeconds` out of range
 * @see OpenID Connect Core 1.0, sections 3.1.2.1 and 12; RFC 6749, section 6
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal())
 * ```
 */
export function withSilentRenewal(options: SilentRenewalOptions = {}): AuthFeature {
  if (typeof ngDevMode === 'undefined' || ngDevMode) {
    checkFeatureSeconds('withSilentRenewal()', 'leadSeconds', options.leadSeconds, [0, 31_536_000]);
    checkFeatureSeconds('withSilentRenewal()', 'timeoutSeconds', options.timeoutSeconds, [0.1, 86_400]);
  }
  return {
    ɵkind: options.strategy === 'navigation' ? 'renewal-by-navigation' : 'silent-renewal',
    ɵproviders: [
      { provide: SilentRenewal, useFactory: () => new SilentRenewal(options) },
      { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: () => inject(SilentRenewal) },
    ],
  };
}

/**
 * Gets the renewal that a feature builds on.
 *
 * @throws AuthError `config_invalid` without `withSilentRenewal()`
 */
export function requiredRenewal(feature: string): SilentRenewal {
  const renewal = inject(SilentRenewal, { optional: true });
  if (renewal) return renewal;
  throw new AuthError(
    'config_invalid',
    `${feature} asks the server as a renewal does. Add withSilentRenewal() to provideAuth() as well.`,
  );
}
