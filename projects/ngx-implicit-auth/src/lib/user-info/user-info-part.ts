import type { Injector } from '@angular/core';
import { authContext, type AuthContext } from '../authorization/auth-context';
import { asAuthError } from '../protocol/as-auth-error';
import type { Claims } from '../protocol/claims';
import { demand } from '../protocol/demand';
import { fetchUserInfo, profileOf } from '../protocol/fetch-user-info';
import { fetchKeySet, parseKeySet } from '../protocol/key-set';
import type { AddUserInfo } from '../session/ports';
import { told } from '../session/session-input';
import type { StoredSession } from '../session/session-store';

/** Asks for userinfo. Loaded with the first session that there is to complete, and made once. */
export type UserInfoPart = ReturnType<typeof userInfoPart>;

export function userInfoPart(injector: Injector) {
  const context = authContext(injector);
  return {
    add: (...request: Parameters<AddUserInfo>) => addUserInfo(context, ...request),
  };
}

/**
 * Adds what the userinfo endpoint tells to the claims of a session. A claim of the id_token is never replaced.
 *
 * An answer that is refused is not used, and the event `user-info-failed` tells of it; the session stands without it.
 * After a renewal it has what was known of the person before.
 */
async function addUserInfo(
  context: AuthContext,
  session: StoredSession,
  mayReloadKeys: boolean,
  before: StoredSession | null,
): Promise<StoredSession> {
  if (session.accessToken === null) return session;
  try {
    return { ...session, claims: await completedClaims(context, session, session.accessToken, mayReloadKeys) };
  } catch (thrown) {
    context.machine.send(told({ type: 'user-info-failed', error: asAuthError(thrown) }));
    const { claims } = session;
    const known = before?.claims;
    return claims && claims.sub === known?.sub ? { ...session, claims: { ...profileOf(known), ...claims } } : session;
  }
}

async function completedClaims(
  { machine: { dpop }, settings: { issuer, clientId }, platform: { fetch, loadIdTokenVerifier } }: AuthContext,
  { server, claims, boundTo }: StoredSession,
  accessToken: string,
  mayReloadKeys: boolean,
): Promise<Claims> {
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
    boundTo && dpop ? dpop.fetch(fetch, accessToken) : fetch,
  );
  return claims ? { ...userInfo, ...claims } : userInfo;
}
