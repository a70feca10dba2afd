/** A source of cryptographically strong random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * Makes a value of 256 bits that nobody can guess, in base64url, for use as `state` or `nonce`.
 * @see RFC 6749, section 10.12 and appendix A.5
 */
export function randomValue(randomBytes: RandomBytes): string {
  return btoa(String.fromCharCode(...randomBytes(32)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
