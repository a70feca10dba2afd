import { demandCrypto } from './demand';

/**
 * Bytes in base64url, without padding.
 *
 * jose has the same. It is written in ES modules alone, however, and Jest transforms no such `.js` file of a dependency
 * unless it is told to: the tests of most apps would fail at the first redirect.
 * @see RFC 4648, section 5
 */
export function base64url(bytes: Uint8Array): string {
  // Spread, the bytes would go through an iterator one by one.
  return btoa(Reflect.apply(String.fromCharCode, null, bytes) as string)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** A source of cryptographically strong random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * Makes a value of 256 bits that nobody can guess, in base64url, for use as `state`, `nonce` or `code_verifier`.
 * @see RFC 6749, section 10.12 and appendix A.5; RFC 7636, section 4.1
 */
export function randomValue(randomBytes: RandomBytes): string {
  return base64url(randomBytes(32));
}

const encoder = new TextEncoder();

/** The bytes of a text, in UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/**
 * The SHA-256 hash of a text, in base64url.
 * @throws AuthError `crypto_unavailable`
 */
export async function sha256(text: string): Promise<string> {
  demandCrypto();
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))));
}
