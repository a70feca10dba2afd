import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import { createSigningKey } from '../signing-key.ts';

/** Signs id_tokens. */
export interface IdTokenSigner {
  readonly publicKeySet: { readonly keys: readonly unknown[] };
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Makes a signer with a key of its own. */
export async function createIdTokenSigner(lifetimeSeconds: number): Promise<IdTokenSigner> {
  const jwk = createSigningKey();
  const kid = await calculateJwkThumbprint(jwk);
  const key = await importJWK(jwk, 'RS256');
  const { kty, n, e, alg, use } = jwk;
  return {
    publicKeySet: { keys: [{ kty, n, e, alg, use, kid }] },
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key),
  };
}

/**
 * Ties an access token to an id_token.
 *
 * @see OpenID Connect Core 1.0, section 3.2.2.10
 */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}
