// The checks of the library's verifyIdToken, written as by somebody who needs them for one algorithm and one key. The
// bench measures the library's speed against theirs.
import type { Algorithm, SignedResponse } from './signed-response.ts';

interface HandWrittenExpectations {
  readonly algorithm: Algorithm;
  readonly key: CryptoKey;
  readonly kid: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly accessToken: string;
  readonly clockSkewSeconds: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Epoch milliseconds. */
  readonly requestedAt: number;
}

type Json = Readonly<Record<string, unknown>>;

const CANONICAL_BASE64URL = /^(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
const ENCODER = new TextEncoder();
const SIGNATURES = {
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
};

/** Newer browsers have these two conversions built in; Node 24 has not. */
const fromBase64 = (Uint8Array as { fromBase64?: (text: string, options: object) => Uint8Array<ArrayBuffer> })
  .fromBase64;
const hasToBase64 = 'toBase64' in Uint8Array.prototype;

/** Makes the function that verifies the id_token of a response. */
export function byHand({ idToken, jwk, ...expected }: SignedResponse): () => Promise<unknown> {
  return () => verifyByHand(idToken, { ...expected, kid: jwk.kid });
}

async function verifyByHand(idToken: string, expected: HandWrittenExpectations): Promise<Json> {
  const [header, payload, signature, ...rest] = idToken.split('.');
  if (!header || !payload || !signature || rest.length > 0) throw new Error('not a signed JWT');
  if (![header, payload, signature].every((part) => CANONICAL_BASE64URL.test(part))) throw new Error('not base64url');
  checkHeader(parse(header), expected);
  const claims = parse(payload);
  checkClaims(claims, expected);

  const [hash, isSigned] = await Promise.all([
    crypto.subtle.digest('SHA-256', ENCODER.encode(expected.accessToken)),
    crypto.subtle.verify(
      SIGNATURES[expected.algorithm],
      expected.key,
      decode(signature),
      ENCODER.encode(`${header}.${payload}`),
    ),
  ]);
  if (!isSigned) throw new Error('signature');
  if (claims['at_hash'] !== encode(new Uint8Array(hash, 0, 16))) throw new Error('at_hash');
  return claims;
}

function checkHeader({ alg, crit, typ, kid }: Json, { algorithm, kid: expectedKid }: HandWrittenExpectations): void {
  if (alg !== algorithm) throw new Error('alg');
  if (crit !== undefined) throw new Error('crit');
  if (typeof typ === 'string' && /(^|\/)at\+jwt$/i.test(typ)) throw new Error('typ');
  if (kid !== expectedKid) throw new Error('kid');
}

function checkClaims({ iss, aud, azp, nonce, exp, iat, nbf = 0, sub }: Json, expected: HandWrittenExpectations): void {
  const { issuer, clientId, clockSkewSeconds, now, requestedAt } = expected;
  const skew = clockSkewSeconds * 1000;
  if (iss !== issuer) throw new Error('iss');
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
  if (audiences.length === 0 || !audiences.every((audience) => audience === clientId)) throw new Error('aud');
  if (azp !== undefined && azp !== clientId) throw new Error('azp');
  if (!expected.nonce || nonce !== expected.nonce) throw new Error('nonce');
  if (!isTime(exp) || !isTime(iat) || !isTime(nbf)) throw new Error('times');
  if (exp * 1000 <= now - skew) throw new Error('exp');
  if (Math.max(iat, nbf) * 1000 > now + skew) throw new Error('iat');
  if (iat * 1000 < requestedAt - skew) throw new Error('older than the request');
  if (typeof sub !== 'string' || !/^\p{ASCII}{1,255}$/u.test(sub)) throw new Error('sub');
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

function parse(part: string): Json {
  const json: unknown = JSON.parse(UTF8.decode(decode(part)));
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('not an object');
  return json as Json;
}

export function decode(text: string): Uint8Array<ArrayBuffer> {
  if (fromBase64) return fromBase64.call(Uint8Array, text, { alphabet: 'base64url' });
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function encode(bytes: Uint8Array): string {
  if (hasToBase64) {
    return (bytes as unknown as { toBase64: (options: object) => string }).toBase64({
      alphabet: 'base64url',
      omitPadding: true,
    });
  }
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
