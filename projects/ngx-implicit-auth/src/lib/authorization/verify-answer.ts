import type { Injector } from '@angular/core';
import { validateAuthorizationResponse } from '../protocol/authorization-response';
import { fetchKeySet, parseKeySet } from '../protocol/key-set';
import type { ResponseParameters } from '../protocol/response-parameters';
import type { ServerMetadata } from '../protocol/server-metadata';
import { ROUND_TRIP_PLATFORM } from './request-platform';
import type { RoundTripSettings } from '../settings/request-settings';
import type { AuthCheck, Session } from '../session/auth-state';
import { loadIdTokenVerifier } from './id-token-verifier';
import type { PendingRequest } from './pending-request';
import { ADD_USER_INFO } from './user-info';

/** The answer to a request, and what it was asked with. Whoever has both has matched them by the `state`. */
export interface Answer {
  readonly parameters: ResponseParameters;
  readonly pending: PendingRequest;
  /** When the response came, in epoch milliseconds. */
  readonly receivedAt: number;
}

/**
 * Verifies the answer to a sign-in or a renewal and makes a session of it, with what the userinfo endpoint tells.
 *
 * @throws AuthError the codes of `verifiedTokens`, `module_unavailable`
 */
export async function verifiedSession(
  injector: Injector,
  settings: RoundTripSettings,
  answer: Answer,
  onCheck?: (check: AuthCheck) => void,
): Promise<Session> {
  const session = await verifiedTokens(injector, settings, answer, onCheck);
  // Keys are fetched anew once per sign-in, and the id_token may have had its turn.
  const mayReloadKeys = session.server === answer.pending.server;
  return injector.get(ADD_USER_INFO, null)?.(injector, session, { mayReloadKeys }) ?? session;
}

/**
 * Verifies the answer to a request.
 *
 * @param settings - what was asked for
 * @throws AuthError the codes of `validateAuthorizationResponse` and `verifyIdToken`, `module_unavailable`
 */
export async function verifiedTokens(
  injector: Injector,
  settings: RoundTripSettings,
  { parameters, pending: { server, ...pending }, receivedAt }: Answer,
  onCheck?: (check: AuthCheck) => void,
): Promise<Session> {
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const { issuer, clientId, responseType, trustedAudiences, clockSkewSeconds } = settings;
  const { accessToken, idToken, expiresInSeconds, scope, sessionState } = validateAuthorizationResponse(parameters, {
    issuer,
    responseType,
    scope: settings.scope,
    issParameterSupported: server.issParameterSupported,
    defaultLifetimeSeconds: settings.accessTokenLifetimeSeconds,
  });
  onCheck?.('response');

  let current: ServerMetadata = server;
  const reload = async (jwksUri: string) => {
    const jwks = await fetchKeySet(jwksUri, platform.fetch);
    current = { ...server, jwks };
    return jwks;
  };
  const verify = async (token: string) => {
    const { verifyIdToken } = await loadIdTokenVerifier();
    const { jwks, jwksUri } = server;
    return verifyIdToken(token, {
      ...pending,
      issuer,
      clientId,
      trustedAudiences,
      clockSkewSeconds,
      accessToken,
      now: platform.now(),
      keys: parseKeySet(jwks),
      reloadKeys: jwksUri ? () => reload(jwksUri) : undefined,
      onCheck,
    });
  };
  const claims = idToken ? await verify(idToken) : null;
  const lifetimeSeconds = expiresInSeconds ?? (claims ? claims.exp - claims.iat : 0);
  return {
    accessToken: accessToken ?? null,
    idToken: idToken ?? null,
    claims,
    scope,
    // Counted by this device's clock alone, so that a clock that is off neither shortens nor lengthens it.
    receivedAt,
    expiresAt: receivedAt + lifetimeSeconds * 1000,
    server: current,
    sessionState: sessionState ?? null,
  };
}
