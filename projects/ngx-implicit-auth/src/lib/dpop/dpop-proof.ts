import { base64url, bytesOf, sha256 } from '../protocol/base64url';
import { ES256, type DpopKey } from './dpop-key';

/** One request, for which the possession of the key is proved. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: URL;
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
  { privateKey, header }: DpopKey,
  { method, url: { origin, pathname }, accessToken, nonce }: ProvenRequest,
  now: number,
): Promise<string> {
  const claims = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: origin + pathname,
    iat: Math.floor(now / 1000),
    nonce,
    ath: accessToken === undefined ? undefined : await hashOf(accessToken),
  };
  const signed = `${header}.${base64url(bytesOf(JSON.stringify(claims)))}`;
  const signature = await crypto.subtle.sign(ES256, privateKey, bytesOf(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

/** The access token that was hashed last: most requests go along with the same one. */
let last = { accessToken: '', hash: '' };

async function hashOf(accessToken: string): Promise<string> {
  if (last.accessToken === accessToken) return last.hash;
  const hash = await sha256(accessToken);
  last = { accessToken, hash };
  return hash;
}
