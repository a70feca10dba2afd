import { isPlatformBrowser } from '@angular/common';
import { ENVIRONMENT_INITIALIZER, inject, PLATFORM_ID } from '@angular/core';
import { FrontChannel } from '../session/front-channel';
import type { AuthFeature } from './auth-feature';

/**
 * Lets the server end the session: it loads the route with the guard {@link frontChannelLogout} in a frame when the person signs out
 * there, and every tab of the app is signed out. Works where the browser lets that frame share this app's channels: with a server on
 * the app's own site, in most browsers.
 *
 * @see OpenID Connect Front-Channel Logout 1.0
 * @example
 * ```ts
 * provideAuth(config, withFrontChannelLogout())
 * // and in the routes, registered at the server as frontchannel_logout_uri:
 * { path: 'auth/signed-out', component: SignedOut, canActivate: [frontChannelLogout] }
 * ```
 */
export function withFrontChannelLogout(): AuthFeature {
  return {
    ɵproviders: [FrontChannel, { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: listen }],
  };
}

function listen(): void {
  if (isPlatformBrowser(inject(PLATFORM_ID))) inject(FrontChannel);
}
