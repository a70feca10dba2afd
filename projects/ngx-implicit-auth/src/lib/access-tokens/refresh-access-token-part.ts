import type { AuthContext } from '../authorization/auth-context';
import { missingScopes } from '../authorization/missing-scopes';
import { loadTokenEndpoint } from '../authorization/prepare-request';
import { issuedAgain, verifyIssued } from '../authorization/verify-answer';
import { asAuthError } from '../protocol/as-auth-error';
import type { StoredSession } from '../session/session-store';
import type { ResourceServer } from '../settings/auth-config';
import { forResourceServer, type RequestSettings } from '../settings/request-settings';
import type { Refreshed } from '../token-endpoint/redeem-refresh-token';
import { accessTokenKey, refreshTokenReplaced } from './held-access-tokens';

/**
 * Gets the token of a resource server by the session's refresh token. A server that refuses that once, or grants less
 * than was asked for, is not asked for this token in this way again, as long as the tab is open.
 *
 * @returns what came; `null` when the server has to be asked in another way
 * @throws AuthError the codes of `verifyIssued`
 * @see RFC 6749, section 6; RFC 8707, section 2.2
 */
export async function refreshAccessToken(
  context: AuthContext,
  listed: ResourceServer,
  session: StoredSession,
): Promise<StoredSession | null> {
  const { machine, settings } = context;
  const { audience, resource, scope } = listed;
  const key = accessTokenKey(listed);
  const notes = machine.renewal?.notes;
  const notByRefresh = notes?.read().notByRefresh ?? [];
  if (!notes || notByRefresh.includes(key) || !isWithinGrant(listed, settings)) return null;

  // A renewal that is under way has sent the refresh token, and will bring the next one.
  if (machine.states.value.status === 'renewing') await machine.renewal?.renew();
  const { newestForm, redeemRefreshToken } = await loadTokenEndpoint();
  const current = () => (machine.ending()?.id === session.id ? newestForm(machine, session) : null);
  const accept = async (refreshed: Refreshed) => {
    const asListed = { ...context, settings: forResourceServer(settings, listed) };
    const received = await verifyIssued(asListed, issuedAgain(refreshed));
    machine.send(refreshTokenReplaced(refreshed.session, refreshed.refreshToken));
    return received;
  };
  try {
    const received = await redeemRefreshToken(context, current, { audience, resource, scope }, accept);
    if (!received || !missingScopes(scope ?? '', received.scope.split(' ')).length) return received;
  } catch (thrown) {
    if (asAuthError(thrown).code !== 'token_request_refused') throw thrown;
  }
  notes.add({ notByRefresh: [...notByRefresh, key] });
  return null;
}

/**
 * Whether a token is within what the sign-in has asked for, as a refresh demands, and its answer will tell whether the
 * server has heeded the request: one that does not know `audience` gives the session's own token again.
 */
function isWithinGrant({ audience, scope = '' }: ResourceServer, settings: RequestSettings): boolean {
  return !missingScopes(scope, settings.scope.split(' ')).length && !(audience && !scope);
}
