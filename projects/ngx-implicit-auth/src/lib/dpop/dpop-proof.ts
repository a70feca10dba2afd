import { base64url, randomValue, type RandomBytes } from '../protocol/random-value';
import type { DpopKey } from './dpop-key';

/** One request, for which the possession of the key is proved. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: string;
  /** The access token that goes along; `undefined` at the token endpoint. */
  readonly accessToken?: string | undefined;
  /** The newest nonce of the server; `undefined` while it has given none. */
  readonly nonce?: string | undefined;
}

/**
 * Makes a proof for one request, as a signed JWT with a `jti` of its own.
 *
 * @param now - epoch milliseconds
 * @see RFC 9449, section 4.2
 */
export async function dpopProof(
  { privateKey, jwk }: DpopKey,
  { method, url, accessToken, nonce }: ProvenRequest,
  now: number,
  randomBytes: RandomBytes,
): Promise<string> {
  // As the browser requests it, whatever form the URL is written in.
  const { origin, pathname } = new URL(url);
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };
  const claims = {
    jti: randomValue(randomBytes),
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(now / 1000),
    nonce,
    ath: accessToken === undefined ? undefined : base64url(await sha256(accessToken)),
  };
  const signed = [header, claims].map((part) => base64url(bytesOf(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytesOf(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text)));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
