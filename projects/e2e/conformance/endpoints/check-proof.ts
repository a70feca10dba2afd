import { decodeJwt } from 'jose';
import { proofVerifier } from '../../../sandbox/api/proof.ts';
import type { RecordedRequest } from '../request-record.ts';

/** The hash of the key that a proof was made with, or what is wrong with the proof. */
type Proven = { readonly jkt: string } | { readonly error: 'invalid_dpop_proof' | 'use_dpop_nonce' };

/**
 * Checks the DPoP proof of a request.
 *
 * @param nonce what the proof has to hold; `null`: no matter what
 * @see RFC 9449, section 4.3
 */
export type CheckProof = (request: RecordedRequest, nonce: string | null, accessToken?: string) => Promise<Proven>;

/** Makes the function, which takes no proof twice. */
export function proofCheck(issuer: string): CheckProof {
  const verify = proofVerifier();
  return async ({ method, path, headers: { dpop } }, nonce, accessToken) => {
    const proof = String(dpop);
    try {
      const jkt = await verify(proof, { method, url: `${issuer}${path}`, accessToken });
      return nonce === null || decodeJwt(proof)['nonce'] === nonce ? { jkt } : { error: 'use_dpop_nonce' };
    } catch {
      return { error: 'invalid_dpop_proof' };
    }
  };
}
