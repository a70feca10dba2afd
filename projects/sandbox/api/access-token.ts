import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { invalidToken } from './token-in-request.ts';
import { callerOf, type VerifyAccessToken } from './caller.ts';
import { Problem } from './problem.ts';

/** Which tokens an API takes. */
export interface AccessTokenExpectations {
  readonly issuer: string;
  readonly jwksUri: string;
}

/** What jose throws for a token that is at fault, unlike a key set that cannot be had. */
const TOKEN_FAULTS = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
];

/**
 * Makes the function that verifies an access token: signature, issuer, audience, lifetime and type.
 *
 * It throws a Problem: 401 when the token is at fault, 503 when the server's keys cannot be had.
 *
 * @see RFC 9068, section 4
 */
export function accessTokenVerifier({ issuer, jwksUri }: AccessTokenExpectations): VerifyAccessToken {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  return async (token, audience) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['RS256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti'],
      });
      return callerOf(payload);
    } catch (cause) {
      throw problemOf(cause);
    }
  };
}

function problemOf(cause: unknown): Problem {
  // jose's errors carry the token's claims, so they go no further.
  if (cause instanceof errors.JWTExpired) return invalidToken('The access token has expired.');
  if (TOKEN_FAULTS.some((Fault) => cause instanceof Fault)) return invalidToken('The access token is not valid here.');
  return new Problem(503, "The authorization server's keys cannot be read at the moment.", { cause });
}
