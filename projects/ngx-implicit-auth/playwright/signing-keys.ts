import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

const ALGORITHM = 'RS256';

/** The key pair that the server signs with at the moment. */
export interface SigningKey {
  readonly publicKey: JWK;
  readonly privateKey: CryptoKey;
}

let count = 0;

export async function newSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  count += 1;
  return {
    publicKey: { ...(await exportJWK(publicKey)), kid: `key-${count}`, use: 'sig', alg: ALGORITHM },
    privateKey,
  };
}

let first: Promise<SigningKey> | undefined;

/** The key that every server of this process begins with; it takes longer to make than all else. */
export function firstSigningKey(): Promise<SigningKey> {
  return (first ??= newSigningKey());
}

export function signed(claims: JWTPayload, { publicKey, privateKey }: SigningKey, type = 'JWT'): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: type, kid: publicKey.kid ?? '' })
    .sign(privateKey);
}
