import { encode } from 'jose/base64url';

/** A source of cryptographically strong random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * Makes a value of 256 bits that nobody can guess, in base64url, for use as `state`, `nonce` or `code_verifier`.
 * @see RFC 6749, section 10.12 and appendix A.5; RFC 7636, section 4.1
 */
export function randomValue(randomBytes: RandomBytes): string {
  return encode(randomBytes(32));
}

const encoder = new TextEncoder();

/** The bytes of a text, in UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The SHA-256 hash of a text, in base64url. */
export async function sha256(text: string): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))));
}
