import type { Injector } from '@angular/core';
import { validateAuthorizationResponse } from '../protocol/authorization-response';
import { fetchKeySet, parseKeySet } from '../protocol/key-set';
import type { ResponseParameters } from '../protocol/response-parameters';
import type { ServerMetadata } from '../protocol/server-metadata';
import { roundTripSettings } from './round-trip-settings';
import { ROUND_TRIP_PLATFORM } from './round-trip-platform';
import { AUTH_SETTINGS } from './auth-settings';
import type { AuthCheck, Session } from './auth-state';
import { loadIdTokenVerifier } from './id-token-verifier';
import type { PendingRequest } from './pending-request';
import { ADD_USER_INFO } from './user-info';

/**
 * Verifies the response to a request and makes a session of it. Whoever calls has found the request by the `state`.
 *
 * @param receivedAt - when the response came, in epoch milliseconds
 * @throws AuthError the codes of `validateAuthorizationResponse` and `verifyIdToken`, `module_unavailable`
 */
export async function verifiedSession(
  injector: Injector,
  parameters: ResponseParameters,
  { server, ...pending }: PendingRequest,
  receivedAt: number,
  onCheck?: (check: AuthCheck) => void,
): Promise<Session> {
  const settings = roundTripSettings(injector.get(AUTH_SETTINGS));
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
  const session: Session = {
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
  return injector.get(ADD_USER_INFO, null)?.(injector, session, { mayReloadKeys: current === server }) ?? session;
}
