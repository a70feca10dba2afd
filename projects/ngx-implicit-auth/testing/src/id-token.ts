import type { IdTokenCheck, IdTokenClaims, ɵRequestPlatform as RequestPlatform } from 'ngx-implicit-auth';

/** The checks that an id_token passes, in their order. */
const CHECKS = Object.keys({
  format: 0,
  algorithm: 0,
  issuer: 0,
  audience: 0,
  nonce: 0,
  lifetime: 0,
  authentication: 0,
  signature: 0,
  'access-token-hash': 0,
} satisfies Record<IdTokenCheck, 0>) as IdTokenCheck[];

/** An id_token in its usual form, which nobody has signed. */
export function idTokenWith(claims: Readonly<Record<string, unknown>>): string {
  return [{ alg: 'none' }, claims].map((part) => encode(JSON.stringify(part))).join('.') + '.unsigned';
}

/** The claims in it. */
export function claimsIn(idToken: string): IdTokenClaims {
  return JSON.parse(decode(idToken.split('.')[1] ?? '')) as IdTokenClaims;
}

/** Takes the place of what verifies real id_tokens: whatever comes here, the test itself has made. */
export const testVerifier: Awaited<ReturnType<RequestPlatform['loadIdTokenVerifier']>> = {
  verifyIdToken: async (idToken, { accessToken, onCheck }) => {
    for (const check of CHECKS) {
      if (check !== 'access-token-hash' || accessToken !== undefined) onCheck?.(check);
    }
    return claimsIn(idToken);
  },
  verifySignedClaims: async (jwt) => ({ ...claimsIn(jwt) }),
};

/** Base64url of a text in UTF-8. */
function encode(text: string): string {
  const bytes = encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function decode(base64url: string): string {
  const bytes = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  const percent = bytes.replace(/./gs, (byte) => '%' + byte.charCodeAt(0).toString(16).padStart(2, '0'));
  return decodeURIComponent(percent);
}
