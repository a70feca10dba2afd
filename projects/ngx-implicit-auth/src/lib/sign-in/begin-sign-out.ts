import type { AuthContext } from '../authorization/auth-context';
import { idTokenHint, tellOfOmittedHint } from '../authorization/id-token-hint';
import { asAuthError } from '../protocol/as-auth-error';
import { demand } from '../protocol/demand';
import { buildEndSessionUrl } from '../protocol/end-session-request';
import { randomValue } from '../protocol/base64url';
import { revokeToken, type RevocationRequest } from '../protocol/revocation-request';
import { isSecureUrl } from '../protocol/secure-url';
import { SIGN_OUT_STATE_PREFIX } from '../session/capture-response';
import { told } from '../session/session-input';
import { REFRESH_TOKEN, type ResourceAccessToken, type StoredSession } from '../session/session-store';
import type { LogoutOptions } from '../session/sign-in-request';
import { absoluteUrl } from '../settings/absolute-url';
import { given } from '../settings/request-settings';
import { untilPageStays } from './stay';

/**
 * Tells the server of a sign-out, as far as the options go: has it revoke the tokens, the refresh token first, and then, if it has an
 * end-session endpoint, sends the person there by a redirect that brings them back.
 *
 * @throws AuthError `metadata_invalid`, `request_invalid`
 */
export async function beginSignOut(
  context: AuthContext,
  session: StoredSession,
  { scope = 'everywhere', revoke = false, parameters, ...options }: LogoutOptions,
): Promise<void> {
  const { machine, settings, platform } = context;
  const { postLogoutRedirectUri } = { ...settings, ...given(options) };
  if (revoke) await revokeTokensOf(session, context);
  const { endSessionEndpoint } = session.server;
  if (scope === 'local' || endSessionEndpoint === undefined) return;
  // The endpoint comes out of a storage, and the browser is about to follow it.
  demand(
    typeof endSessionEndpoint === 'string' && isSecureUrl(endSessionEndpoint),
    'metadata_invalid',
    `end_session_endpoint of ${settings.issuer} is not an https URL. Correct it at the server, or configure ` +
      'server.endSessionEndpoint.',
  );
  const hint = idTokenHint(settings, session);
  const url = buildEndSessionUrl(endSessionEndpoint, {
    clientId: settings.clientId,
    postLogoutRedirectUri: absoluteUrl(postLogoutRedirectUri, settings.appBase).href,
    postLogoutRedirectParameter: settings.postLogoutRedirectParameter,
    parameters: { ...settings.logoutParameters, ...parameters },
    state: SIGN_OUT_STATE_PREFIX + randomValue(platform.randomBytes),
    idTokenHint: hint,
  });
  tellOfOmittedHint(url, hint);
  platform.redirect(url, { replaceUrl: false });
  // Until it is gone, or evidently stays.
  machine.holdBack(untilPageStays(context));
}

/** Each failure is told by the event `revocation-failed`, and keeps nobody from signing out. */
async function revokeTokensOf(
  { server: { revocationEndpoint }, accessToken, accessTokens, [REFRESH_TOKEN]: refreshToken }: StoredSession,
  { machine, settings: { issuer, clientId }, platform: { fetch } }: AuthContext,
): Promise<void> {
  const revoke = async (token: string, type: RevocationRequest['type'] = 'access_token') => {
    try {
      // The endpoint comes out of a storage, and may be anything.
      demand(
        typeof revocationEndpoint === 'string',
        'metadata_invalid',
        `${issuer} has no revocation_endpoint. Configure server.revocationEndpoint, or sign out without \`revoke\`.`,
      );
      await revokeToken(revocationEndpoint, { clientId, token, type }, fetch);
    } catch (thrown) {
      machine.send(told({ type: 'revocation-failed', error: asAuthError(thrown) }));
    }
  };
  // Without it, no further access token is issued.
  if (refreshToken) await revoke(refreshToken, 'refresh_token');
  const ofSingleServers = Object.values<ResourceAccessToken | null>(accessTokens ?? {});
  const tokens = [accessToken, ...ofSingleServers.map((held) => held?.accessToken)];
  // They come out of a storage, too.
  await Promise.all(tokens.filter((token) => typeof token === 'string').map((token) => revoke(token)));
}
