import { isPlatformBrowser } from '@angular/common';
import { ENVIRONMENT_INITIALIZER, inject, PLATFORM_ID } from '@angular/core';
import { AuthService } from '../sign-in/auth-service';
import { signInSilently } from './silent-sign-in';
import type { AuthFeature } from '../settings/auth-feature';
import { requiredRenewal } from './required-renewal';

/**
 * Signs somebody in without a click when the app starts, if the server knows them: asks it in a hidden frame (`prompt=none`). The app is
 * shown meanwhile; guards and requests for resource servers wait for the answer.
 *
 * Asks nothing after a sign-out in this tab, until somebody has signed in again. Needs `withSilentRenewal()`, and a browser that sends the
 * server's cookies into frames.
 *
 * @throws AuthError `config_invalid` without `withSilentRenewal()`, when the app starts
 * @see OpenID Connect Core 1.0, section 3.1.2.1
 * @example
 * ```ts
 * provideAuth(config, withSilentRenewal(), withSilentSignIn())
 * ```
 */
export function withSilentSignIn(): AuthFeature {
  return { ɵproviders: [{ provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: start }] };
}

function start(): void {
  const renewal = requiredRenewal('withSilentSignIn()');
  // Once it is there, the state of the page is settled.
  inject(AuthService);
  if (isPlatformBrowser(inject(PLATFORM_ID)) && !renewal.isInFrame) signInSilently(renewal);
}
