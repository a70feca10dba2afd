import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { AUTH_SETTINGS } from '../settings/auth-settings';

/**
 * Signs the person out in every tab when they sign out at the server: it then loads this route in a frame of its own,
 * with `iss` and `sid` or with neither. A session whose id_token has a `sid` is not ended in its own tab by a request
 * without one. The guard always lets the page be shown, also on a server, where it signs nobody out.
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
export const frontChannelLogoutGuard: CanActivateFn = async ({ queryParamMap }) => {
  const settings = inject(AUTH_SETTINGS);
  const machine = inject(SessionMachine);
  await settings.later;
  // On a server, nobody can be signed out.
  if (machine.snapshot().status === 'starting') return true;
  const iss = queryParamMap.get('iss');
  const sid = queryParamMap.get('sid');
  if (iss === null ? sid === null : iss === settings.issuer && sid !== null) {
    const isNamed = sessionOf(machine.snapshot())?.claims?.sid !== undefined;
    // Whoever has a name is signed out by it alone: anybody can open a link without one.
    if (sid !== null || !isNamed) machine.endSession(sid ?? undefined, 'front-channel', true);
  }
  return true;
};
