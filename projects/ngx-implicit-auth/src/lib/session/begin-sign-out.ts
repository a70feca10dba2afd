import { demand } from '../protocol/demand';
import { buildEndSessionUrl } from '../protocol/end-session-request';
import { randomValue } from '../protocol/random-value';
import { isSecureUrl } from '../protocol/secure-url';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from './auth-settings';
import { SIGN_OUT_STATE_PREFIX } from './sign-out-state';

/**
 * The URL that tells the server of a sign-out and brings the person back.
 *
 * @throws AuthError `metadata_invalid`
 */
export function beginSignOut(
  { clientId, postLogoutRedirectUri }: AuthSettings,
  platform: AuthPlatform,
  endSessionEndpoint: string,
  idTokenHint: string | null,
): string {
  // It comes out of a storage, and the browser is about to follow it.
  demand(
    isSecureUrl(endSessionEndpoint),
    'metadata_invalid',
    'The end-session endpoint is not an https URL. Correct it.',
  );
  const state = SIGN_OUT_STATE_PREFIX + randomValue(platform.randomBytes);
  return buildEndSessionUrl(endSessionEndpoint, { clientId, postLogoutRedirectUri, state, idTokenHint });
}
