import { asksForIdToken } from '../protocol/authorization-request';
import { issuedTokens, validateAuthorizationResponse } from '../protocol/authorization-response';
import { randomValue } from '../protocol/base64url';
import { demand } from '../protocol/demand';
import { fetchKeySet, parseKeySet } from '../protocol/key-set';
import type { ResponseParameters } from '../protocol/response-parameters';
import type { ServerMetadata } from '../protocol/server-metadata';
import type { IdTokenExpectations } from '../id-token/verify-id-token';
import type { AuthCheck } from '../session/auth-event';
import { REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import type { Refreshed } from '../token-endpoint/redeem-refresh-token';
import type { AuthContext } from './auth-context';
import { loadTokenEndpoint, type PendingRequest } from './prepare-request';

/** No session lasts longer than a year, whatever an id_token says. */
const LONGEST_SECONDS = 31_536_000;

/** The answer to a request, matched with what was asked by the `state`. */
export interface Answer {
  readonly parameters: ResponseParameters;
  readonly pending: PendingRequest;
  /** When the response came, in epoch milliseconds. */
  readonly receivedAt: number;
}

/** What tokens are verified with. `settings` say what was asked for. */
export type TokenContext = Pick<AuthContext, 'machine' | 'platform' | 'settings'>;

/** Tokens that the server has issued, with what they are verified against. */
export interface Issued extends Answer, Pick<IdTokenExpectations, 'code' | 'refreshed'> {
  readonly refreshToken?: string | undefined;
}

/**
 * Verifies the answer to a sign-in or a renewal, and makes a session of it. With `withUserInfo()` the session is
 * completed by what the userinfo endpoint tells.
 *
 * @param before - the session that is renewed; `null` for a sign-in
 * @throws AuthError the codes of `verifyTokens`, `module_unavailable`
 */
export async function verifySession(
  { machine, settings, platform }: AuthContext,
  answer: Answer,
  before: StoredSession | null,
  onCheck?: (check: AuthCheck) => void,
): Promise<StoredSession> {
  const session = await verifyTokens({ machine, settings, platform }, answer, onCheck);
  const hasReloadedKeys = session.server !== answer.pending.server;
  return machine.addUserInfo?.(session, !hasReloadedKeys, before) ?? session;
}

/**
 * Verifies the answer to a request. A code is redeemed on the way.
 *
 * @throws AuthError the codes of `validateAuthorizationResponse`, `redeemCode` and `verifyIssued`, `module_unavailable`
 */
export async function verifyTokens(
  context: TokenContext,
  answer: Answer,
  onCheck?: (check: AuthCheck) => void,
): Promise<StoredSession> {
  const { parameters, pending } = answer;
  const { issuer, responseType } = context.settings;
  const { issParameterSupported } = pending.server;
  validateAuthorizationResponse(parameters, { issuer, responseType, issParameterSupported });
  onCheck?.('response');
  const issued = responseType === 'code' ? await redeemed(context, answer) : answer;
  return verifyIssued(context, issued, onCheck);
}

/** The tokens for which the code of an answer was redeemed. */
async function redeemed(
  { machine: { dpop }, settings: { clientId }, platform: { now, fetch } }: TokenContext,
  { parameters: response, pending }: Answer,
): Promise<Issued> {
  const code = response.get('code') ?? '';
  const { redeemCode } = await loadTokenEndpoint();
  const receivedAt = now();
  const issued = await redeemCode(code, pending, clientId, dpop?.fetch(fetch) ?? fetch);
  // Session management is between the person's browser and the authorization endpoint.
  const sessionState = response.get('session_state');
  const parameters = sessionState ? new Map([...issued, ['session_state', sessionState]]) : issued;
  return { parameters, pending, receivedAt, code, refreshToken: issued.get('refresh_token') };
}

/** What a refresh has brought, as it is verified. */
export function issuedAgain({ session: { claims, server }, receivedAt, ...answer }: Refreshed): Issued {
  const nonce = typeof claims?.nonce === 'string' ? claims.nonce : '';
  return { ...answer, receivedAt, pending: { nonce, requestedAt: receivedAt, server }, refreshed: claims ?? {} };
}

/**
 * Verifies tokens, and makes a session of them.
 *
 * @throws AuthError `token_missing`, the codes of `issuedTokens` and `verifyIdToken`, `module_unavailable`
 */
export async function verifyIssued(
  { machine: { dpop }, settings, platform }: TokenContext,
  { parameters, pending: { server, ...pending }, receivedAt, code, refreshed, refreshToken }: Issued,
  onCheck?: (check: AuthCheck) => void,
): Promise<StoredSession> {
  const { issuer, clientId, trustedAudiences, clockSkewSeconds } = settings;
  // What comes through the address bar can be bound to nothing.
  const mayBeBound = dpop && settings.responseType === 'code';
  const { accessToken, idToken, expiresInSeconds, scope, sessionState, tokenType } = issuedTokens(parameters, {
    scope: settings.scope,
    defaultLifetimeSeconds: settings.accessTokenLifetimeSeconds,
    tokenTypes: [mayBeBound ? 'dpop' : 'bearer', ...(mayBeBound && dpop.acceptsBearer ? ['bearer'] : [])],
  });

  let current: ServerMetadata = server;
  const reload = async (jwksUri: string) => {
    const jwks = await fetchKeySet(jwksUri, platform.fetch);
    current = { ...server, jwks };
    return jwks;
  };
  const verify = async (token = '') => {
    const { verifyIdToken } = await platform.loadIdTokenVerifier();
    const { jwks, jwksUri } = server;
    return verifyIdToken(token, {
      ...pending,
      issuer,
      clientId,
      trustedAudiences,
      clockSkewSeconds,
      accessToken,
      code,
      refreshed,
      now: platform.now(),
      keys: parseKeySet(jwks),
      reloadKeys: jwksUri ? () => reload(jwksUri) : undefined,
      onCheck,
    });
  };
  const mayBeVerified = asksForIdToken(settings);
  demand(
    idToken || !mayBeVerified || refreshed,
    'token_missing',
    `${issuer} redeemed the code without an id_token, although the scope holds openid. Check the client at the server.`,
  );
  // An id_token that was not asked for says nothing.
  const claims = mayBeVerified && idToken ? await verify(idToken) : null;
  const lifetimeSeconds = expiresInSeconds ?? (claims ? claims.exp - claims.iat : 0);
  demand(
    lifetimeSeconds > 0,
    'id_token_malformed',
    'The id_token expires before it was issued. Correct exp and iat at the server.',
  );
  return {
    id: randomValue(platform.randomBytes),
    accessToken: accessToken ?? null,
    idToken: claims && (idToken ?? null),
    // An object like any other, as it is after a reload.
    claims: claims && { ...claims },
    scope,
    // Counted by this device's clock alone: a server's clock that differs neither shortens nor lengthens the session.
    receivedAt,
    expiresAt: receivedAt + Math.min(lifetimeSeconds, LONGEST_SECONDS) * 1000,
    maxAgeSeconds: pending.maxAgeSeconds,
    server: current,
    sessionState: sessionState ?? null,
    ...(dpop && tokenType === 'dpop' && { boundTo: await dpop.thumbprint() }),
    ...(refreshToken && { [REFRESH_TOKEN]: refreshToken }),
  };
}
