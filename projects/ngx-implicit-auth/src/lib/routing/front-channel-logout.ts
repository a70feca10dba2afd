import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { FrontChannel } from '../session/front-channel';

/**
 * Signs the person out in every tab when the server asks for it by `iss` and `sid`, or by neither; lets the page be shown in any
 * case. For the route of the `frontchannel_logout_uri`; needs `withFrontChannelLogout()`.
 *
 * @see OpenID Connect Front-Channel Logout 1.0, section 2
 * @example
 * ```ts
 * { path: 'auth/signed-out', component: SignedOut, canActivate: [frontChannelLogout] }
 * ```
 */
export const frontChannelLogout: CanActivateFn = ({ queryParamMap }) => {
  inject(FrontChannel).signOut({ iss: queryParamMap.get('iss'), sid: queryParamMap.get('sid') });
  return true;
};
