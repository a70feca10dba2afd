import { CLAIMS, encode, idTokenIssuer, NOW, refusal, sign } from '../testing/id-token-issuer';
import { verifySignedClaims } from './verify-id-token';

const issuer = await idTokenIssuer(['RS256', 'ES256']);
const forger = await idTokenIssuer(['RS256', 'ES256'], 'other');
const { by } = issuer;

describe('verifySignedClaims, for any other JWT,', () => {
  const verifyClaims = (jwt: string) => verifySignedClaims(jwt, { issuer: CLAIMS.iss, keys: issuer.keys });

  it('R46 returns the claims, and checks none of them', async () => {
    const claims = { iss: undefined, aud: 'other', exp: NOW - 1_000_000, nonce: undefined };

    expect({ ...(await verifyClaims(await sign(by('RS256'), claims))) }).toEqual({
      sub: 'alice',
      aud: 'other',
      exp: NOW - 1_000_000,
      iat: NOW,
    });
  });

  it('R46 R29 refuses a wrong signature, an unknown key and no signature at all', async () => {
    const forged = await sign({ ...forger.by('RS256'), kid: 'key-RS256' });
    const unsigned = `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`;

    await expect(verifyClaims(forged)).rejects.toThrow(refusal('id_token_signature_invalid'));
    await expect(verifyClaims(await sign(forger.by('RS256')))).rejects.toThrow(refusal('signing_key_unknown'));
    await expect(verifyClaims(unsigned)).rejects.toThrow(refusal('id_token_algorithm_refused'));
  });

  it('R46 needs cryptography as well', async () => {
    const jwt = await sign(by('RS256'));
    const crypto = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
    try {
      await expect(verifyClaims(jwt)).rejects.toThrow(refusal('crypto_unavailable'));
    } finally {
      Object.defineProperty(globalThis, 'crypto', crypto);
    }
  });
});
