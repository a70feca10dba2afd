import type { Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import { buildEndSessionUrl } from '../protocol/end-session-request';
import { randomValue } from '../protocol/random-value';
import { isSecureUrl } from '../protocol/secure-url';
import { ROUND_TRIP_PLATFORM } from './round-trip-platform';
import { AUTH_SETTINGS } from './auth-settings';
import type { Session } from './auth-state';
import { SIGN_OUT_STATE_PREFIX } from './response-capture';

/**
 * Tells the server of a sign-out, if it wants to be told, by a redirect that brings the person back.
 *
 * @throws AuthError `metadata_invalid`
 */
export function beginSignOut(injector: Injector, { server, idToken }: Session): void {
  const { clientId, postLogoutRedirectUri } = injector.get(AUTH_SETTINGS);
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const { endSessionEndpoint } = server;
  if (endSessionEndpoint === undefined) return;
  // It comes out of a storage, and the browser is about to follow it.
  demand(
    typeof endSessionEndpoint === 'string' && isSecureUrl(endSessionEndpoint),
    'metadata_invalid',
    'The end-session endpoint is not an https URL. Correct it.',
  );
  const state = SIGN_OUT_STATE_PREFIX + randomValue(platform.randomBytes);
  const url = buildEndSessionUrl(endSessionEndpoint, { clientId, postLogoutRedirectUri, state, idTokenHint: idToken });
  platform.redirect(url, { replaceUrl: false });
}
