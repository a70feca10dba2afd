// Runs in Node and, as a part of the page, in the browser.
import { verifyByHand } from './hand-written-verification.ts';
import { interleave, median, medianOf } from './interleaved.ts';

type Algorithm = 'RS256' | 'ES256';

/** The library's lazy verifier, as the built package has it. */
export type VerifyIdToken = (idToken: string, expected: object) => Promise<object>;

export interface VerificationSpeed {
  /** The library's speed as a part of the hand-written version's. */
  readonly ratio: number;
  /** What the library takes for one id_token. */
  readonly microseconds: number;
}

const ROUNDS = 201;
const TOKENS_PER_ROUND = 20;

const KEY_PAIRS: Record<Algorithm, RsaHashedKeyGenParams | (EcKeyGenParams & { hash: string })> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
};

/** Verifies one id_token again and again, by the library and by hand. */
export async function measureVerification(
  verifyIdToken: VerifyIdToken,
  algorithm: Algorithm,
): Promise<VerificationSpeed> {
  const { idToken, key, jwk, ...expected } = await signIn(algorithm);
  const byHand = { ...expected, algorithm, key, kid: jwk.kid };
  const byLibrary = { ...expected, trustedAudiences: [], keys: { keys: [jwk] } };
  const claims = JSON.stringify(await verifyByHand(idToken, byHand));
  if (claims !== JSON.stringify(await verifyIdToken(idToken, byLibrary))) throw new Error('The two do not agree.');

  const { library, hand } = await interleave(ROUNDS, {
    library: () => repeat(() => verifyIdToken(idToken, byLibrary)),
    hand: () => repeat(() => verifyByHand(idToken, byHand)),
  });
  return {
    ratio: medianOf(hand, library, (a, b) => a / b),
    microseconds: (median(library) / TOKENS_PER_ROUND) * 1000,
  };
}

async function repeat(run: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < TOKENS_PER_ROUND; i++) await run();
}

/** What an app has in hand when a response has come back: the tokens, the server's key, and what it expects. */
async function signIn(algorithm: Algorithm) {
  const keyPair = KEY_PAIRS[algorithm];
  const { publicKey, privateKey } = await crypto.subtle.generateKey(keyPair, true, ['sign', 'verify']);
  const now = Date.now();
  const seconds = Math.floor(now / 1000);
  const accessToken = base64url(crypto.getRandomValues(new Uint8Array(600)));
  const expected = {
    issuer: 'https://id.example.com',
    clientId: 'timesheets-spa',
    nonce: base64url(crypto.getRandomValues(new Uint8Array(32))),
    clockSkewSeconds: 60,
    now,
    requestedAt: now,
  };
  const claims = {
    iss: expected.issuer,
    sub: 'alice',
    aud: expected.clientId,
    nonce: expected.nonce,
    iat: seconds,
    exp: seconds + 300,
    auth_time: seconds,
    at_hash: base64url(
      new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken)), 0, 16),
    ),
    name: 'Alice Example',
    given_name: 'Alice',
    family_name: 'Example',
    email: 'alice@example.com',
    email_verified: true,
    roles: ['employee'],
  };
  const header = { alg: algorithm, typ: 'JWT', kid: 'a-key' };
  const signed = [header, claims].map((part) => base64url(new TextEncoder().encode(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign(keyPair, privateKey, new TextEncoder().encode(signed));
  const { kty, crv, n, e, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return {
    ...expected,
    accessToken,
    idToken: `${signed}.${base64url(new Uint8Array(signature))}`,
    key: publicKey,
    jwk: { kty, crv, n, e, x, y, kid: header.kid },
  };
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
