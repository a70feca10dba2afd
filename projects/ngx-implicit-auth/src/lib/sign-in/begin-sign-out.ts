import type { Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import { buildEndSessionUrl } from '../protocol/end-session-request';
import { randomValue } from '../protocol/random-value';
import { revokeAccessToken } from '../protocol/revocation-request';
import { isSecureUrl } from '../protocol/secure-url';
import { asAuthError } from '../authorization/as-auth-error';
import { roundTripSettings } from '../settings/request-settings';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import type { Session } from '../session/auth-state';
import type { LogoutOptions } from '../session/logout-options';
import { SIGN_OUT_STATE_PREFIX } from '../session/capture-response';
import { SessionMachine } from '../session/session-machine';

/**
 * Tells the server of a sign-out, as far as the options go: has it revoke the access token, and then, if it wants to be told, sends
 * the person there by a redirect that brings them back.
 *
 * @throws AuthError `metadata_invalid`
 */
export async function beginSignOut(
  injector: Injector,
  session: Session,
  { scope = 'everywhere', revoke = false }: LogoutOptions,
): Promise<void> {
  const { clientId, postLogoutRedirectUri } = roundTripSettings(injector.get(AUTH_SETTINGS));
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  if (revoke) await revokeTokenOf(session, injector);
  const { endSessionEndpoint } = session.server;
  if (scope === 'local' || endSessionEndpoint === undefined) return;
  // It comes out of a storage, and the browser is about to follow it.
  demand(
    typeof endSessionEndpoint === 'string' && isSecureUrl(endSessionEndpoint),
    'metadata_invalid',
    'The end-session endpoint is not an https URL. Correct it.',
  );
  const state = SIGN_OUT_STATE_PREFIX + randomValue(platform.randomBytes);
  const url = buildEndSessionUrl(endSessionEndpoint, {
    clientId,
    postLogoutRedirectUri,
    state,
    idTokenHint: session.idToken,
  });
  platform.redirect(url, { replaceUrl: false });
}

/** A failure is told by the event `revocation-failed`, and keeps nobody from signing out. */
async function revokeTokenOf({ server, accessToken }: Session, injector: Injector): Promise<void> {
  if (accessToken === null) return;
  const { issuer, clientId } = injector.get(AUTH_SETTINGS);
  const { fetch } = injector.get(ROUND_TRIP_PLATFORM);
  const machine = injector.get(SessionMachine);
  const { revocationEndpoint } = server;
  try {
    // It comes out of a storage, and may be anything.
    demand(
      typeof revocationEndpoint === 'string',
      'metadata_invalid',
      `${issuer} has no revocation_endpoint. Configure server.revocationEndpoint, or sign out without \`revoke\`.`,
    );
    await revokeAccessToken(revocationEndpoint, { clientId, accessToken }, fetch);
  } catch (thrown) {
    machine.tell({ type: 'revocation-failed', error: asAuthError(thrown) });
  }
}
