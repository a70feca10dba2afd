import type { AuthContext } from '../authorization/auth-context';
import { isOtherPerson } from '../authorization/same-person';
import { verifyIssued } from '../authorization/verify-answer';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { requestTokens } from '../token-endpoint/token-request';
import { sessionOf } from '../session/auth-state';
import { renewalOutcomeOf } from '../session/renewal-outcome';
import { REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import { storageKey } from '../settings/auth-settings';
import { sentRefreshTokens } from '../token-endpoint/sent-refresh-tokens';
import { wasOverslept } from './renewal-schedule';
import type { RenewalResult } from './shared-renewal';

/**
 * Renews a session by its refresh token, which is sent once, whatever becomes of the answer: a server that rotates takes
 * a second time for a theft, and ends the grant.
 *
 * @returns `null` when the server has to be asked in another way: the refresh token is not this tab's to send, or was
 * sent and the answer is lost
 * @see RFC 6749, section 6; OpenID Connect Core 1.0, section 12; RFC 9700, section 4.14.2
 */
export async function refreshSession(context: AuthContext, session: StoredSession): Promise<RenewalResult | null> {
  const { machine, settings, platform } = context;
  const { tokenEndpoint } = session.server;
  const refreshToken = session[REFRESH_TOKEN];
  if (!refreshToken || !tokenEndpoint) return null;
  // The server takes it from whoever has the key that it is bound to.
  const isBoundElsewhere = session.boundTo && session.boundTo !== (await machine.dpop?.thumbprint());
  if (isBoundElsewhere) return null;
  // While the device is offline, the request would not get there, but the refresh token would count as sent.
  if (!navigator.onLine) return { outcome: renewalOutcomeOf(offline()) };
  const sent = sentRefreshTokens(storageKey(settings, 'sent-refresh-tokens'), platform.tabStorage, platform.now);
  if (!(await sent.add(refreshToken))) {
    // Another tab has the next one, or had it.
    return (await machine.askTabs?.(session)) ? { outcome: { status: 'renewed' } } : null;
  }
  const receivedAt = platform.now();
  try {
    const { clientId } = settings;
    const request = { clientId, grantType: 'refresh_token', parameters: { refresh_token: refreshToken } } as const;
    const issued = await requestTokens(tokenEndpoint, request, machine.dpop?.fetch(platform.fetch) ?? platform.fetch);
    const next = issued.get('refresh_token') ?? refreshToken;
    if (next === refreshToken) await sent.remove(refreshToken);
    const renewed = await verifyIssued(context, {
      // What is left out goes on as it was.
      parameters: new Map([['scope', session.scope], ...issued]),
      pending: { nonce: nonceOf(session), requestedAt: receivedAt, server: session.server },
      receivedAt,
      refreshed: session.claims ?? {},
      refreshToken: next,
    });
    if (isOtherPerson(session, renewed)) return { outcome: { status: 'other-person' } };
    return { outcome: { status: 'renewed' }, renewed: await completed(context, session, renewed) };
  } catch (thrown) {
    const error = asAuthError(thrown);
    if (error.code === 'token_request_refused') {
      // The next guarded navigation has the server show its page.
      machine.renewal?.notes.add({ refused: session.receivedAt });
      return { outcome: { status: 'interaction-required', error } };
    }
    const isLost = ['server_unreachable', 'cors_blocked', 'server_answer_invalid'].includes(error.code);
    return isLost || wasOverslept(error.code, receivedAt, platform.now()) ? null : { outcome: renewalOutcomeOf(error) };
  }
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

function nonceOf({ claims }: StoredSession): string {
  return typeof claims?.nonce === 'string' ? claims.nonce : '';
}

function offline(): AuthError {
  return new AuthError('server_unreachable', 'This device is offline. The session is renewed later.');
}
