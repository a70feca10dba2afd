import * as oauth from 'oauth4webapi';
import type { JsonWebKeySet } from '../protocol/key-set';

/** What an accepted answer has brought. */
export interface Accepted {
  readonly accessToken: unknown;
  readonly subject: unknown;
}

/** What was asked, of which server. */
export interface ReferenceRequest {
  readonly issuer: string;
  readonly keys: JsonWebKeySet;
  readonly clientId: string;
  readonly clockSkewSeconds: number;
}

/** What one sign-in by code has asked. */
export interface ReferenceSignIn extends ReferenceRequest {
  readonly issParameterSupported: boolean;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly maxAgeSeconds?: number | undefined;
}

/** How oauth4webapi completes a sign-in by code; `null` where it refuses the answer. */
export function referenceSignIn(request: ReferenceSignIn, response: URLSearchParams, tokens: () => Response) {
  const { as, client, accepted } = reference(request);
  return unlessRefused(async () => {
    const parameters = oauth.validateAuthResponse(as, client, response, request.state);
    const { codeVerifier, redirectUri, nonce, maxAgeSeconds } = request;
    const answer = await oauth.authorizationCodeGrantRequest(
      ...([as, client, oauth.None(), parameters, redirectUri, codeVerifier] as const),
      { [oauth.customFetch]: async () => tokens() },
    );
    const expected = { expectedNonce: nonce, requireIdToken: true, ...(maxAgeSeconds && { maxAge: maxAgeSeconds }) };
    return accepted(answer, await oauth.processAuthorizationCodeResponse(as, client, answer, expected));
  });
}

/** How oauth4webapi takes the answer to a refresh; `null` where it refuses it. */
export function referenceRefresh(request: ReferenceRequest, tokens: () => Response) {
  const { as, client, accepted } = reference(request);
  return unlessRefused(async () => {
    const answer = tokens();
    return accepted(answer, await oauth.processRefreshTokenResponse(as, client, answer));
  });
}

/** The `request_uri` that oauth4webapi finds in the answer to a pushed request; `null` where it refuses the answer. */
export function referencePush(request: ReferenceRequest, answer: Response) {
  const { as, client } = reference(request);
  return unlessRefused(async () => (await oauth.processPushedAuthorizationResponse(as, client, answer)).request_uri);
}

function reference({ issuer, keys, clientId, clockSkewSeconds, ...request }: ReferenceRequest) {
  const as: oauth.AuthorizationServer = {
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['ES256'],
    ...('issParameterSupported' in request && {
      authorization_response_iss_parameter_supported: request.issParameterSupported === true,
    }),
  };
  const client: oauth.Client = { client_id: clientId, [oauth.clockTolerance]: clockSkewSeconds };
  const accepted = async (answer: Response, tokens: oauth.TokenEndpointResponse): Promise<Accepted> => {
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (claims) {
      await oauth.validateApplicationLevelSignature(as, answer, {
        [oauth.customFetch]: async () => Response.json(keys),
      });
    }
    return { accessToken: tokens.access_token, subject: claims?.sub };
  };
  return { as, client, accepted };
}

/** Anything but a refusal in so many words is a fault of the test's own. */
async function unlessRefused<T>(judge: () => Promise<T>): Promise<T | null> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof Error && String((error as Error & { code?: unknown }).code).startsWith('OAUTH_')) return null;
    throw error;
  }
}
