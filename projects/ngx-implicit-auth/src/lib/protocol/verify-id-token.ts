import type { JWK } from 'jose';
// Through jose's index, `base64url` and `errors` would come with all that nobody uses.
import * as base64url from 'jose/base64url';
import { JWSSignatureVerificationFailed } from 'jose/errors';
import { compactVerify } from 'jose/jws/compact/verify';
import { AuthError } from './auth-error';
import { checkIdTokenClaims, type IdTokenClaimExpectations } from './check-id-token-claims';
import { demand, demandCrypto } from './demand';
import type { IdTokenClaims } from './claims';
import { candidateKeys, keysNamed, type JsonWebKeySet, type Jwk } from './key-set';

/** Whose signature is accepted. */
export interface SignatureExpectations {
  readonly issuer: string;
  /** Narrows the accepted signature algorithms. Default: RSA, ECDSA and Ed25519 in all their JOSE forms. */
  readonly algorithms?: readonly string[];
  /** The issuer's keys, as known when the sign-in began. */
  readonly keys: JsonWebKeySet;
  /** Fetches the issuer's keys anew. Called at most once, when the right key may be missing from `keys`. */
  readonly reloadKeys?: () => Promise<JsonWebKeySet>;
}

/** What an id_token is checked against: what its sign-in asked for, and what the app has configured. */
export interface IdTokenExpectations extends IdTokenClaimExpectations, SignatureExpectations {
  /** The access token that came along; `at_hash` must vouch for it. */
  readonly accessToken?: string;
  /** The code for which both came from the token endpoint. Then `at_hash` may be missing, and `c_hash` be there. */
  readonly code?: string;
}

type Json = Readonly<Record<string, unknown>>;

const MAX_CHARACTERS = 2 ** 20;
const MAX_KID_CHARACTERS = 1024;

// Canonical form only: with stray bits in its last character, the same signature would have a second spelling.
const BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The algorithms that the library accepts, each with the kind of key it needs. */
const KEY_KINDS: ReadonlyMap<unknown, string> = new Map([
  ['RS256', 'RSA'],
  ['RS384', 'RSA'],
  ['RS512', 'RSA'],
  ['PS256', 'RSA'],
  ['PS384', 'RSA'],
  ['PS512', 'RSA'],
  ['ES256', 'P-256'],
  ['ES384', 'P-384'],
  ['ES512', 'P-521'],
  ['EdDSA', 'Ed25519'],
  ['Ed25519', 'Ed25519'],
]);

/**
 * Verifies an id_token and returns its claims. Everything that the token itself can tell is
 * checked before any key is looked at or fetched.
 * @throws AuthError `crypto_unavailable`, `id_token_encrypted`, `id_token_extension_refused`, `id_token_type_refused`,
 * `id_token_algorithm_refused`, `signing_key_unknown`, `signing_key_unusable`, `id_token_signature_invalid`,
 * `at_hash_missing`, `at_hash_mismatch`, `c_hash_mismatch`, the codes of `checkIdTokenClaims`, and whatever `reloadKeys` throws
 * @see OpenID Connect Core 1.0, sections 3.1.3.6 to 3.1.3.8 and 3.2.2.11; RFC 8725, section 3
 * @example
 * ```ts
 * const claims = await verifyIdToken(idToken, {
 *   issuer: 'https://id.example.com', clientId: 'timesheets-spa', nonce, accessToken, trustedAudiences: [],
 *   clockSkewSeconds: 60, now: Date.now(), requestedAt, keys, reloadKeys: () => fetchKeySet(jwksUri, fetch),
 * });
 * ```
 */
export async function verifyIdToken(idToken: string, expected: IdTokenExpectations): Promise<IdTokenClaims> {
  const { accessToken, code, refreshed, onCheck } = expected;
  demandCrypto();
  const [header, claims] = decode(idToken);
  onCheck?.('format');
  const algorithm = checkAlgorithm(header, expected);
  onCheck?.('algorithm');
  checkIdTokenClaims(claims, expected);
  // Hashed while the signature is being verified, compared after it.
  const [tokenHash, codeHash] = [accessToken, code].map(
    (value) => value !== undefined && leftHalfOfHash(value, algorithm),
  );
  await checkSignature(idToken, header, algorithm, expected);
  onCheck?.('signature');
  if (tokenHash) {
    const isVouchedFor = checkAccessTokenHash(claims, await tokenHash, !!(code ?? refreshed));
    if (isVouchedFor) onCheck?.('access-token-hash');
  }
  if (codeHash) checkCodeHash(claims, await codeHash);
  return claims as IdTokenClaims;
}

/**
 * Verifies the signature of any JWT of the issuer, as for an id_token. Returns its claims without checking any.
 * @throws AuthError as `verifyIdToken` does for format, algorithm and signature
 */
export async function verifySignedClaims(jwt: string, expected: SignatureExpectations): Promise<Json> {
  demandCrypto();
  const [header, claims] = decode(jwt);
  await checkSignature(jwt, header, checkAlgorithm(header, expected), expected);
  return claims;
}

function decode(idToken: string): [header: Json, claims: Json] {
  const parts = idToken.length > MAX_CHARACTERS ? [] : idToken.split('.', 6);
  demand(
    parts.length !== 5,
    'id_token_encrypted',
    'Encrypted id_tokens are not supported. Have the server sign them without encryption.',
  );
  demand(
    parts.length === 3 && parts.every((part) => BASE64URL.test(part)),
    'id_token_malformed',
    'The id_token is not a signed JWT. Sign in again.',
  );
  const [header, claims] = parts.slice(0, 2).map(decodeJson) as [Json, Json];
  const { kid, typ } = header;
  demand(
    !('crit' in header),
    'id_token_extension_refused',
    'The id_token demands an extension (crit). Have the server sign it without.',
  );
  demand(
    typ === undefined || (typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ)),
    'id_token_type_refused',
    'What came in place of the id_token is a token of another type (typ), such as an access token or a logout token. ' +
      'Have the server send an id_token, with the typ JWT or none.',
  );
  demand(
    kid === undefined || (typeof kid === 'string' && kid.length <= MAX_KID_CHARACTERS),
    'id_token_malformed',
    'The kid of the id_token is not a short text. Have the server send a proper one.',
  );
  return [header, claims];
}

function decodeJson(part: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(UTF8.decode(base64url.decode(part)));
  } catch {
    // Refused below, without the parser's own error, which quotes the token.
  }
  demand(
    json && typeof json === 'object' && !Array.isArray(json),
    'id_token_malformed',
    'The id_token is not made of JSON objects. Sign in again.',
  );
  return { __proto__: null, ...json };
}

function checkAlgorithm({ alg }: Json, { algorithms }: SignatureExpectations): string {
  demand(
    KEY_KINDS.has(alg) && (!algorithms || algorithms.includes(alg as string)),
    'id_token_algorithm_refused',
    `The algorithm of the id_token is ${shownAlgorithm(alg)}, which is not accepted. Have the server sign with RS256 or ES256.`,
  );
  return alg as string;
}

/** What is no known name may be anything, and is not shown. */
function shownAlgorithm(alg: unknown): string {
  return typeof alg === 'string' && /^(none|[A-Z]{2}\d{3}K?|Ed\w{3,5})$/i.test(alg) ? alg : 'an unknown one';
}

/** The name of a key is public; it is shown as far as it is printable. */
function shownName(kid: unknown): string {
  return typeof kid === 'string' ? `'${kid.slice(0, 100).replace(/[^ -~]/g, '?')}'` : 'missing';
}

async function checkSignature(
  idToken: string,
  { kid }: Json,
  algorithm: string,
  { issuer, keys, reloadKeys }: SignatureExpectations,
): Promise<void> {
  const attempt = (set: JsonWebKeySet) => {
    const candidates = candidateKeys(set, kid);
    const fitting = candidates.filter((key) => fits(key, algorithm));
    return fitting.length
      ? tryKeys(fitting, idToken, algorithm, issuer)
      : noKey(issuer, kid, algorithm, candidates.length > 0);
  };
  let failure = await attempt(keys);
  // A kid names the key that must have signed. Where it names none, a wrong signature may mean that there is a new key.
  if (failure && reloadKeys && (failure.code === 'signing_key_unknown' || !keysNamed(keys, kid).length))
    failure = await attempt(await reloadKeys());
  if (failure) throw failure;
}

function fits(key: Jwk, algorithm: string): boolean {
  return (
    (key.crv ?? key.kty) === KEY_KINDS.get(algorithm) &&
    (key.alg ?? algorithm) === algorithm &&
    (key.use ?? 'sig') === 'sig'
  );
}

function noKey(issuer: string, kid: unknown, algorithm: string, isForOther: boolean): AuthError {
  return new AuthError(
    'signing_key_unknown',
    isForOther
      ? `The key of ${issuer} for the id_token, whose kid is ${shownName(kid)}, is not one for ${algorithm}. Have the key ` +
          'set name the algorithm that the server signs with.'
      : `No key of ${issuer} fits the id_token, whose kid is ${shownName(kid)}. Have the server publish the keys that it signs ` +
          'with, or correct server.jwksUri or server.jwks.',
  );
}

/** Tries each key in turn; there is at least one. Returns the reason when none of them verifies the signature. */
async function tryKeys(
  keys: readonly Jwk[],
  idToken: string,
  algorithm: string,
  issuer: string,
): Promise<AuthError | undefined> {
  let failure: AuthError | undefined;
  for (const key of keys) {
    try {
      // jose imports each key object once.
      await compactVerify(idToken, key as JWK, { algorithms: [algorithm] });
      return undefined;
    } catch (cause) {
      failure =
        cause instanceof JWSSignatureVerificationFailed
          ? new AuthError(
              'id_token_signature_invalid',
              'The signature of the id_token is wrong. Sign in again. If it happens each time, the keys are those of another ' +
                'server: correct server.jwksUri or server.jwks.',
            )
          : new AuthError(
              'signing_key_unusable',
              `A key of ${issuer} for ${algorithm} cannot be used in this browser. Have the server sign with RS256 or ES256, by an ` +
                'RSA key of 2048 bits or more.',
              { cause },
            );
    }
  }
  return failure;
}

/**
 * What `at_hash` and `c_hash` have to be: the left half of the value's hash. The algorithm of the id_token decides which
 * hash.
 */
async function leftHalfOfHash(value: string, algorithm: string): Promise<string> {
  const bits = algorithm.startsWith('Ed') ? '512' : algorithm.slice(2);
  const hash = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(value));
  return base64url.encode(new Uint8Array(hash, 0, hash.byteLength / 2));
}

/** Returns whether the id_token vouches for the access token. Throws where it has to, and does not. */
function checkAccessTokenHash({ at_hash }: Json, hash: string, mayBeMissing: boolean): boolean {
  if (at_hash === undefined && mayBeMissing) return false;
  demand(
    at_hash,
    'at_hash_missing',
    'The id_token does not vouch for the access token. Have the server add at_hash to it, or ask for one of the two alone ' +
      "(responseType: 'id_token' or 'token').",
  );
  demand(
    at_hash === hash,
    'at_hash_mismatch',
    'The access token is not the one that the id_token vouches for. Sign in again.',
  );
  return true;
}

function checkCodeHash({ c_hash }: Json, hash: string): void {
  demand(
    c_hash === undefined || c_hash === hash,
    'c_hash_mismatch',
    'The code is not the one that the id_token vouches for. Sign in again.',
  );
}
