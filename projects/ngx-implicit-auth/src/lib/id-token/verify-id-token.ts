import type { IdTokenClaims } from '../protocol/claims';
import { demandCrypto } from '../protocol/demand';
import { checkIdTokenClaims, type IdTokenClaimExpectations } from './check-id-token-claims';
import { checkAlgorithm, checkSignature, type SignatureExpectations } from './check-signature';
import { decodeJwt, type Json } from './decode-jwt';
import { checkAccessTokenHash, checkCodeHash, leftHalfOfHash } from './token-hashes';

/** What an id_token is checked against: what its sign-in asked for, and what the app has configured. */
export interface IdTokenExpectations extends IdTokenClaimExpectations, SignatureExpectations {
  /** The access token that came along; `at_hash` must vouch for it. */
  readonly accessToken?: string;
  /** The code for which both came from the token endpoint. Then `at_hash` may be missing, and `c_hash` be there. */
  readonly code?: string;
}

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
  const [header, claims] = decodeJwt(idToken);
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
  const [header, claims] = decodeJwt(jwt);
  await checkSignature(jwt, header, checkAlgorithm(header, expected), expected);
  return claims;
}
