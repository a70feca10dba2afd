import { base64url, CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** A key that the server signs with. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: 'RS256' | 'PS256' | 'ES256' | 'ES512' | 'EdDSA';
  readonly privateKey: CryptoKey;
  /** As the key set publishes it. */
  readonly publicKey: JWK;
}

/** The header of a JWS, as anybody may write it. */
export type Header = Readonly<Record<string, unknown>>;
export type Claims = Readonly<Record<string, unknown>>;

/** Made once for each worker of the tests: RSA keys take their time. */
export const RSA_KEY = await newSigningKey('RS256', 'rsa');
export const OTHER_RSA_KEY = await newSigningKey('RS256', 'other-rsa');
export const EC_KEY = await newSigningKey('ES256', 'ec');
export const PSS_KEY = await newSigningKey('PS256', 'pss');
/** What PSS_KEY signs where somebody uses it for another algorithm than it is published for. */
export const PSS_KEY_MISUSED = await misused(PSS_KEY, 'RS256');
/** One key of each kind that servers sign with. */
export const KEYS_OF_EVERY_KIND: readonly SigningKey[] = [
  RSA_KEY,
  EC_KEY,
  PSS_KEY,
  await newSigningKey('EdDSA', 'ed'),
  await newSigningKey('ES512', 'ec-521'),
];

/** Signs claims, or leaves the signature empty where the header says `none`. */
export async function signToken(header: Header, claims: Claims, { alg, privateKey }: SigningKey): Promise<string> {
  const payload = new TextEncoder().encode(JSON.stringify(claims));
  if (header['alg'] === 'none') return `${base64url.encode(JSON.stringify(header))}.${base64url.encode(payload)}.`;
  return new CompactSign(payload).setProtectedHeader({ ...header, alg }).sign(privateKey);
}

/** The same token with another signature of the same length. */
export function spoilSignature(token: string): string {
  const at = token.lastIndexOf('.') + 10;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

async function newSigningKey(alg: SigningKey['alg'], kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicKey: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** The same RSA key for another algorithm. */
async function misused(key: SigningKey, alg: SigningKey['alg']): Promise<SigningKey> {
  const privateKey = await importJWK({ ...(await exportJWK(key.privateKey)), alg }, alg);
  return { ...key, alg, privateKey: privateKey as CryptoKey };
}
