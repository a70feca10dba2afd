import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AuthErrorCode } from '../protocol/auth-error';
import type { IdTokenClaims } from '../protocol/claims';
import type { Jwk, JsonWebKeySet } from '../protocol/key-set';
import { verifyIdToken, type IdTokenExpectations } from '../id-token/verify-id-token';
import { SENTENCES } from './sentences';

/** A key of an issuer. */
export interface Signer {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** The public key, as the server publishes it. */
  readonly jwk: Jwk;
}

/** An issuer with one key for each of its algorithms. */
export interface IdTokenIssuer {
  readonly keys: JsonWebKeySet;
  by(alg: string): Signer;
  /**
   * Verifies an id_token as the app that it is meant for does, with the keys of this issuer unless others are given.
   */
  verify(idToken: string, expected?: Partial<IdTokenExpectations>): Promise<IdTokenClaims>;
}

/** Every algorithm that an id_token may be signed with. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** When id_tokens are issued and verified, in seconds since 1970. */
export const NOW = 1_800_000_000;

/** The claims of a proper id_token. */
export const CLAIMS = {
  iss: 'https://id.example.com',
  sub: 'alice',
  aud: 'timesheets-spa',
  exp: NOW + 300,
  iat: NOW,
  nonce: 'the-nonce',
};

/**
 * Makes an issuer with new keys; the `kid` of each is the prefix and the algorithm. With another prefix, it stands for
 * a forger who poses as the issuer.
 */
export async function idTokenIssuer(algorithms: readonly string[], prefix = 'key'): Promise<IdTokenIssuer> {
  const signers = await Promise.all(algorithms.map((alg) => newSigner(alg, `${prefix}-${alg}`)));
  const keys = { keys: signers.map(({ jwk }) => jwk) };
  return {
    keys,
    by: (alg) => {
      const signer = signers.find((one) => one.alg === alg);
      if (!signer) throw new Error(`The issuer has no key for ${alg}.`);
      return signer;
    },
    verify: (idToken, expected = {}) =>
      verifyIdToken(idToken, {
        issuer: CLAIMS.iss,
        clientId: CLAIMS.aud,
        nonce: CLAIMS.nonce,
        trustedAudiences: [],
        clockSkewSeconds: 60,
        now: NOW * 1000,
        requestedAt: (NOW - 30) * 1000,
        keys,
        ...expected,
      }),
  };
}

async function newSigner(alg: string, kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } as Jwk;
  return { alg, kid, privateKey, jwk };
}

/** Signs an id_token, with the signer's `alg` and `kid` in the header unless `header` changes them. */
export async function sign(
  { alg, kid, privateKey }: Signer,
  claims: object = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}

/** The left half of the hash of an access token, as in `at_hash`. */
export async function accessTokenHash(bits: number, accessToken: string): Promise<string> {
  const digest = await crypto.subtle.digest(`SHA-${bits}`, Buffer.from(accessToken, 'ascii'));
  return Buffer.from(digest, 0, bits / 16).toString('base64url');
}

/** Encodes a header or claims as a part of a JWT. */
export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Matches the error that refuses an id_token, with a message in whole sentences. */
export function refusal(code: AuthErrorCode): Error {
  const message = expect.stringMatching(SENTENCES) as string;
  return expect.objectContaining({ name: 'AuthError', code, message }) as Error;
}
