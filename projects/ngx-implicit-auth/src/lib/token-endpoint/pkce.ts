import { demandCrypto } from '../protocol/demand';
import { sha256 } from '../protocol/base64url';

/**
 * What the authorization request tells of a code verifier, by the method `S256`: only who knows the verifier can redeem
 * the code.
 * @throws AuthError `crypto_unavailable`
 * @see RFC 7636, section 4.2
 */
export async function codeChallenge(codeVerifier: string): Promise<string> {
  demandCrypto();
  return sha256(codeVerifier);
}
