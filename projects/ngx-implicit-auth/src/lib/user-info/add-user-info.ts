import type { Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import { fetchKeySet, parseKeySet } from '../protocol/key-set';
import { fetchUserInfo } from '../protocol/user-info';
import { asAuthError } from '../authorization/as-auth-error';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import type { Claims } from '../protocol/claims';
import type { Session } from '../session/auth-state';
import { loadIdTokenVerifier } from '../authorization/id-token-verifier';
import { SessionMachine } from '../session/session-machine';
import type { AddUserInfo } from '../authorization/user-info';

/**
 * Adds what the userinfo endpoint tells to the claims of a session. A claim of the id_token is never replaced.
 *
 * What is refused is not used, and told by the event `user-info-failed`; the session stands without it.
 */
export const addUserInfo: AddUserInfo = async (injector, session, options) => {
  if (session.accessToken === null) return session;
  try {
    return { ...session, claims: await completedClaims(injector, session, session.accessToken, options) };
  } catch (thrown) {
    injector.get(SessionMachine).tell({ type: 'user-info-failed', error: asAuthError(thrown) });
    return session;
  }
};

async function completedClaims(
  injector: Injector,
  { server, claims }: Session,
  accessToken: string,
  { mayReloadKeys }: Parameters<AddUserInfo>[2],
): Promise<Claims> {
  const { issuer, clientId } = injector.get(AUTH_SETTINGS);
  const { fetch } = injector.get(ROUND_TRIP_PLATFORM);
  const { userInfoEndpoint, jwks, jwksUri } = server;
  demand(
    userInfoEndpoint,
    'metadata_invalid',
    `${issuer} has no userinfo_endpoint. Configure server.userInfoEndpoint, or leave out withUserInfo().`,
  );
  const verifySignedClaims = async (jwt: string) => {
    const verifier = await loadIdTokenVerifier();
    return verifier.verifySignedClaims(jwt, {
      issuer,
      keys: parseKeySet(jwks ?? { keys: [] }),
      reloadKeys: jwksUri && mayReloadKeys ? () => fetchKeySet(jwksUri, fetch) : undefined,
    });
  };
  const userInfo = await fetchUserInfo(
    userInfoEndpoint,
    accessToken,
    { issuer, clientId, subject: claims?.sub ?? null, verifySignedClaims },
    fetch,
  );
  return claims ? { ...userInfo, ...claims } : userInfo;
}
