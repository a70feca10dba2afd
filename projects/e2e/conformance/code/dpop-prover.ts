import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What a proof holds beside the request that it is for. */
interface Proven {
  readonly accessToken?: string;
  readonly nonce?: string;
}

/** Makes a DPoP proof. */
export type Prover = (method: string, url: string, proven?: Proven) => Promise<string>;

/** A key of its own, and what makes proofs by it. */
export async function dpopProver(): Promise<Prover> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = await exportJWK(publicKey);
  return (htm, htu, { accessToken, nonce } = {}) => {
    const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
    return new SignJWT({ jti: crypto.randomUUID(), htm, htu, nonce, ath })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt()
      .sign(privateKey);
  };
}
