import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';

/** Makes a private key for RS256. */
export function createSigningKey(): JWK & { readonly kty: 'RSA' } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' };
}
