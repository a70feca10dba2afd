import { buildEndSessionUrl } from '../protocol/end-session-request';
import { randomValue } from '../protocol/random-value';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from './auth-settings';
import { SIGN_OUT_STATE_PREFIX } from './sign-out-state';

/** The URL that tells the server of a sign-out and brings the person back. */
export function beginSignOut(
  { clientId, postLogoutRedirectUri }: AuthSettings,
  platform: AuthPlatform,
  endSessionEndpoint: string,
  idTokenHint: string | null,
): string {
  const state = SIGN_OUT_STATE_PREFIX + randomValue(platform.randomBytes);
  return buildEndSessionUrl(endSessionEndpoint, { clientId, postLogoutRedirectUri, state, idTokenHint });
}
