import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK } from 'jose';

/** What a proof has to be about. */
interface ProvenRequest {
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
  /** The access token that comes along; `undefined` at a token endpoint. */
  readonly accessToken?: string | undefined;
}

/**
 * Verifies the proof that comes with a request, and returns the thumbprint of the key that it was made with.
 *
 * Rejects for a proof that is missing, forged, old, about something else, or used before.
 */
export type VerifyProof = (proof: string, request: ProvenRequest) => Promise<string>;

const LIFETIME_SECONDS = 60;

/** Makes the function; it remembers what it has seen for as long as a proof is good. */
export function proofVerifier(): VerifyProof {
  const seen = new Map<string, number>();
  return async (proof, { method, url, accessToken }) => {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      maxTokenAge: LIFETIME_SECONDS,
      clockTolerance: 5,
      requiredClaims: ['jti', 'htm', 'htu', 'iat'],
    });
    const { jti = '', htm, htu, ath } = payload;
    const hash = accessToken === undefined ? undefined : createHash('sha256').update(accessToken).digest('base64url');
    if (htm !== method || htu !== url || ath !== hash) throw new Error('The proof is about something else.');
    const now = Date.now();
    for (const [used, until] of seen) if (until < now) seen.delete(used);
    if (seen.has(jti)) throw new Error('The proof was used before.');
    seen.set(jti, now + LIFETIME_SECONDS * 2000);
    return calculateJwkThumbprint(protectedHeader.jwk as JWK);
  };
}
