import type { AuthContext } from '../authorization/auth-context';
import { loadTokenEndpoint } from '../authorization/prepare-request';
import { isOtherPerson } from '../authorization/same-person';
import { issuedAgain, verifyIssued } from '../authorization/verify-answer';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { sessionOf } from '../session/auth-state';
import { renewalOutcomeOf } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import type { Refreshed } from '../token-endpoint/redeem-refresh-token';
import { isToBeRenewed } from './is-to-be-renewed';
import { wasOverslept } from './renewal-schedule';
import type { RenewalResult } from './shared-renewal';

/**
 * Renews a session by its refresh token.
 *
 * @returns `null` when the server has to be asked in another way: there is no refresh token that is this tab's to send,
 * or the answer is lost
 * @see RFC 6749, section 6; OpenID Connect Core 1.0, section 12
 */
export async function refreshSession(context: AuthContext, session: StoredSession): Promise<RenewalResult | null> {
  const { machine, platform } = context;
  const askedAt = platform.now();
  const { newestForm, redeemRefreshToken } = await loadTokenEndpoint();
  if (!navigator.onLine) return { outcome: renewalOutcomeOf(offline()) };
  const newest = () => newestForm(machine, session);
  const isRenewed = () => newest().receivedAt > session.receivedAt;
  const current = () => (isRenewed() || !isToBeRenewed(context, session) ? null : newest());
  try {
    const result = await redeemRefreshToken(context, current, {}, (refreshed) => accept(context, refreshed));
    return result ?? (isRenewed() ? { outcome: { status: 'renewed' } } : null);
  } catch (thrown) {
    const error = asAuthError(thrown);
    if (wasOverslept(error.code, askedAt, platform.now())) return null;
    if (error.code !== 'token_request_refused') return { outcome: renewalOutcomeOf(error) };
    // The next guarded navigation has the server show its page.
    machine.renewal?.notes.add({ refused: session.receivedAt });
    return { outcome: { status: 'interaction-required', error } };
  }
}

async function accept(context: AuthContext, refreshed: Refreshed): Promise<RenewalResult> {
  const { session, parameters: issued } = refreshed;
  // A scope that is left out goes on as it was.
  const parameters = new Map([['scope', session.scope], ...issued]);
  const renewed = await verifyIssued(context, { ...issuedAgain(refreshed), parameters });
  if (isOtherPerson(session, renewed)) return { outcome: { status: 'other-person' } };
  return { outcome: { status: 'renewed' }, renewed: await completed(context, session, renewed) };
}

/** The renewed session with what the refresh did not bring anew. */
async function completed(
  { machine }: AuthContext,
  session: StoredSession,
  issued: StoredSession,
): Promise<StoredSession> {
  const { id, idToken, claims, maxAgeSeconds, sessionState } = session;
  const renewed: StoredSession = {
    ...issued,
    id,
    idToken: issued.idToken ?? idToken,
    claims: issued.claims ?? claims,
    maxAgeSeconds,
    sessionState: issued.sessionState ?? sessionState,
    // The tokens of single resource servers have deadlines of their own.
    accessTokens: sessionOf(machine.states.value)?.accessTokens,
  };
  const hasReloadedKeys = issued.server !== session.server;
  return machine.addUserInfo?.(renewed, !hasReloadedKeys, session) ?? renewed;
}

function offline(): AuthError {
  return new AuthError('server_unreachable', 'This device is offline. The session is renewed later.');
}
