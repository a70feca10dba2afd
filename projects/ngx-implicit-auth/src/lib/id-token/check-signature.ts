import type { JWK } from 'jose';
// Through jose's index, `errors` would come with all that nobody uses.
import { JWSSignatureVerificationFailed } from 'jose/errors';
import { compactVerify } from 'jose/jws/compact/verify';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { candidateKeys, keysNamed, type JsonWebKeySet, type Jwk } from '../protocol/key-set';
import type { Json } from './decode-jwt';

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
 * The algorithm that a header names.
 * @throws AuthError `id_token_algorithm_refused`
 */
export function checkAlgorithm({ alg }: Json, { algorithms }: SignatureExpectations): string {
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

/**
 * Verifies a signature by the issuer's keys.
 * @throws AuthError `signing_key_unknown`, `signing_key_unusable`, `id_token_signature_invalid`, and whatever `reloadKeys`
 * throws
 * @see OpenID Connect Core 1.0, section 10.1
 */
export async function checkSignature(
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
