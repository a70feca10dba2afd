import { demand } from './demand';
import { fetchJson, type Fetch } from './fetch-json';

/**
 * A public key of the authorization server.
 * @see RFC 7517, section 4
 */
export interface Jwk {
  /** The family of algorithms: `RSA`, `EC` or `OKP`. */
  readonly kty: string;
  /** The name of the key; a token names the key that has signed it. */
  readonly kid?: string;
  /** The one algorithm that the key is for; any that fits by default. */
  readonly alg?: string;
  /** What the key is for: `sig` or `enc`; both by default. */
  readonly use?: string;
  /** What may be done with the key; anything by default. */
  readonly key_ops?: readonly string[];
  /** The curve of an `EC` or `OKP` key. */
  readonly crv?: string;
  /** The modulus of an `RSA` key. */
  readonly n?: string;
  /** The exponent of an `RSA` key. */
  readonly e?: string;
  /** The x coordinate of an `EC` key, or the whole public `OKP` key. */
  readonly x?: string;
  /** The y coordinate of an `EC` key. */
  readonly y?: string;
}

/**
 * The public keys of the authorization server.
 * @see RFC 7517, section 5
 */
export interface JsonWebKeySet {
  /** Keys that the library does not understand, or has no use for, are left out. */
  readonly keys: readonly Jwk[];
}

const MAX_KEYS = 100;
const TEXTS = ['kty', 'kid', 'alg', 'use', 'crv', 'n', 'e', 'x', 'y'];

/**
 * Reads a key set. Leaves out keys that cannot be public signature keys, and members that are of no use here, such as
 * certificates.
 * @param name - where it is from, for messages
 * @throws AuthError `key_set_invalid`
 * @see RFC 7517, section 5
 */
export function parseKeySet(document: unknown, name = 'server.jwks'): JsonWebKeySet {
  const keys = (document as { keys?: unknown } | null | undefined)?.keys;
  demand(
    Array.isArray(keys) && keys.length <= MAX_KEYS,
    'key_set_invalid',
    `${name} is no JSON Web Key Set, which has a list of ${MAX_KEYS} keys at most. Correct it, or the URL in server.jwksUri.`,
  );
  return { keys: keys.flatMap(parseKey) };
}

/**
 * Fetches a key set, anew each time.
 * @throws AuthError `metadata_invalid`, `server_unreachable`, `cors_blocked`, `server_answer_invalid`,
 * `key_set_invalid`
 */
export async function fetchKeySet(jwksUri: string, fetch: Fetch): Promise<JsonWebKeySet> {
  return parseKeySet(await fetchJson(jwksUri, fetch), jwksUri.replace(/[?#].*/s, ''));
}

/** The keys that may have signed: those of that name, or else those that nothing rules out, being without a name. */
export function candidateKeys(set: JsonWebKeySet, kid: unknown): readonly Jwk[] {
  if (kid === undefined) return set.keys;
  const named = keysNamed(set, kid);
  return named.length ? named : keysNamed(set, undefined);
}

/** The keys of that name, or, for `undefined`, those without a name. */
export function keysNamed(set: JsonWebKeySet, kid: unknown): readonly Jwk[] {
  return set.keys.filter((key) => key.kid === kid);
}

function parseKey(document: unknown): Jwk[] {
  const { d, key_ops, ...rest } = { ...(document as Record<string, unknown> | null) };
  const texts = Object.entries(rest).filter(([name]) => TEXTS.includes(name));
  const usable =
    d === undefined &&
    ['RSA', 'EC', 'OKP'].includes(rest['kty'] as string) &&
    texts.every(([, value]) => typeof value === 'string') &&
    (key_ops === undefined || (Array.isArray(key_ops) && key_ops.includes('verify')));
  return usable ? [Object.fromEntries(texts) as unknown as Jwk] : [];
}
