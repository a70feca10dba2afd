import type { AuthError } from '../protocol/auth-error';
import { validateAuthorizationResponse } from '../protocol/authorization-response';
import { demand } from '../protocol/demand';
import { fetchKeySet, parseKeySet } from '../protocol/key-set';
import { parseResponseParameters } from '../protocol/response-parameters';
import { asAuthError } from './as-auth-error';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from './auth-settings';
import type { AuthCheck, Session } from './auth-state';
import { loadIdTokenVerifier } from './id-token-verifier';
import { hasExpired, parsePendingSignIn, type PendingSignIn } from './pending-sign-ins';
import type { CapturedResponse } from './response-capture';

/** How a response turned out, and where to go on. */
export type SignInOutcome = { readonly returnTo: string } & (
  { readonly session: Session } | { readonly error: AuthError }
);

/** Turns a captured response into a session, or into the AuthError that says why it is refused. */
export async function completeSignIn(
  settings: AuthSettings,
  platform: AuthPlatform,
  response: CapturedResponse,
  onCheck: (check: AuthCheck) => void,
): Promise<SignInOutcome> {
  const pending = parsePendingSignIn(response.pending);
  const returnTo = pending?.returnTo ?? '/';
  try {
    return { returnTo, session: await verifiedSession(settings, platform, response, pending, onCheck) };
  } catch (thrown) {
    return { returnTo, error: asAuthError(thrown) };
  }
}

async function verifiedSession(
  settings: AuthSettings,
  platform: AuthPlatform,
  { encoded, component }: CapturedResponse,
  pending: PendingSignIn | null,
  onCheck: (check: AuthCheck) => void,
): Promise<Session> {
  const parameters = parseResponseParameters(encoded);
  demand(
    parameters.has('state'),
    'state_missing',
    'The response has no state, so it answers no request of this app. Sign in again.',
  );
  demand(
    pending,
    'state_unknown',
    'The response answers no sign-in that this tab has started, or one that was answered before. Sign in again.',
  );
  demand(
    !hasExpired(pending, settings, platform),
    'state_expired',
    'The sign-in took too long to be answered. Sign in again.',
  );
  onCheck('state');

  demand(
    component === 'fragment' || parameters.has('error'),
    'response_in_query',
    'The server answered in the query, where tokens end up in logs and histories. Have it answer in the fragment (response_mode=fragment).',
  );
  const { server, keys, nonce, requestedAt, maxAgeSeconds, acrValues } = pending;
  const { jwksUri } = server;
  const response = validateAuthorizationResponse(parameters, {
    issuer: settings.issuer,
    responseType: settings.responseType,
    scope: settings.scope,
    issParameterSupported: server.issParameterSupported,
    defaultLifetimeSeconds: settings.accessTokenLifetimeSeconds,
  });
  onCheck('response');

  const { accessToken, idToken, scope } = response;
  const verifyClaims = async (token: string) => {
    const { verifyIdToken } = await loadIdTokenVerifier();
    return verifyIdToken(token, {
      issuer: settings.issuer,
      clientId: settings.clientId,
      trustedAudiences: settings.trustedAudiences,
      clockSkewSeconds: settings.clockSkewSeconds,
      nonce,
      accessToken,
      maxAgeSeconds,
      acrValues,
      requestedAt,
      now: platform.now(),
      keys: parseKeySet(keys ?? server.jwks),
      reloadKeys: jwksUri ? () => fetchKeySet(jwksUri, platform.fetch) : undefined,
      onCheck,
    });
  };
  const claims = idToken ? await verifyClaims(idToken) : null;
  const receivedAt = platform.pageRequestedAt();
  const lifetimeSeconds = response.expiresInSeconds ?? (claims ? claims.exp - claims.iat : 0);
  return {
    accessToken: accessToken ?? null,
    idToken: idToken ?? null,
    claims,
    scope,
    // Counted by this device's clock alone, so that a clock that is off neither shortens nor lengthens it.
    expiresAt: receivedAt + lifetimeSeconds * 1000,
    endSessionEndpoint: server.endSessionEndpoint ?? null,
  };
}
