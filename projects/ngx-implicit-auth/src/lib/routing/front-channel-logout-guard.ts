import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { SessionMachine } from '../session/session-machine';

/**
 * Signs the person out, in every tab, when the server asks for it: it loads this route in a frame of its own when they
 * sign out there, with `iss` and `sid` or with neither. Lets the page be shown in any case.
 *
 * Works where the browser lets that frame share the app's channels: with a server on the app's own site, in most
 * browsers.
 *
 * @see OpenID Connect Front-Channel Logout 1.0, section 2
 * @example
 * ```ts
 * // Registered at the server as frontchannel_logout_uri:
 * { path: 'auth/signed-out', component: SignedOut, canActivate: [frontChannelLogoutGuard] }
 * ```
 */
export const frontChannelLogoutGuard: CanActivateFn = ({ queryParamMap }) => {
  const { issuer } = inject(AUTH_SETTINGS);
  const machine = inject(SessionMachine);
  const iss = queryParamMap.get('iss');
  const sid = queryParamMap.get('sid');
  if (iss === null ? sid === null : iss === issuer && sid !== null) {
    machine.signOuts?.postMessage(sid);
    machine.endSession(sid, 'front-channel');
  }
  return true;
};
