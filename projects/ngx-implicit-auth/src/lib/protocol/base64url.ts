/** A source of cryptographically strong random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * Makes a value of 256 bits that nobody can guess, in base64url, for use as `state`, `nonce` or `code_verifier`.
 * @see RFC 6749, section 10.12 and appendix A.5; RFC 7636, section 4.1
 */
export function randomValue(randomBytes: RandomBytes): string {
  return base64url(randomBytes(32));
}

/**
 * Writes bytes in base64url, without padding.
 * @see RFC 4648, section 5
 */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
