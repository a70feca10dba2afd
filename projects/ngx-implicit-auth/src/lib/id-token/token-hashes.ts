import * as base64url from 'jose/base64url';
import { demand } from '../protocol/demand';
import type { Json } from './decode-jwt';

/**
 * What `at_hash` and `c_hash` have to be: the left half of the value's hash. The algorithm of the id_token decides which
 * hash.
 */
export async function leftHalfOfHash(value: string, algorithm: string): Promise<string> {
  const bits = algorithm.startsWith('Ed') ? '512' : algorithm.slice(2);
  const hash = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(value));
  return base64url.encode(new Uint8Array(hash, 0, hash.byteLength / 2));
}

/**
 * Whether the id_token vouches for the access token.
 * @throws AuthError `at_hash_missing`, `at_hash_mismatch`
 * @see OpenID Connect Core 1.0, sections 3.1.3.8 and 3.2.2.9
 */
export function checkAccessTokenHash({ at_hash }: Json, hash: string, mayBeMissing: boolean): boolean {
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

/**
 * Makes sure that an id_token that vouches for a code vouches for this one.
 * @throws AuthError `c_hash_mismatch`
 * @see OpenID Connect Core 1.0, section 3.3.2.11
 */
export function checkCodeHash({ c_hash }: Json, hash: string): void {
  demand(
    c_hash === undefined || c_hash === hash,
    'c_hash_mismatch',
    'The code is not the one that the id_token vouches for. Sign in again.',
  );
}
