import { demandCrypto } from '../protocol/demand';
import { base64url } from '../protocol/random-value';

/**
 * What the authorization request tells of a code verifier, by the method `S256`: only who knows the verifier can redeem
 * the code.
 * @throws AuthError `crypto_unavailable`
 * @see RFC 7636, section 4.2
 */
export async function codeChallenge(codeVerifier: string): Promise<string> {
  demandCrypto();
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  return base64url(new Uint8Array(hash));
}
