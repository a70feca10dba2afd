export type Algorithm = 'RS256' | 'ES256';

/** What an app knows when a response has come back: the tokens, the server's key, and what it expects of them. */
export type SignedResponse = Awaited<ReturnType<typeof signedResponse>>;

const SIGNATURES = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
};

/** Signs somebody in without any server. */
export async function signedResponse(algorithm: Algorithm) {
  const signatureAlgorithm = SIGNATURES[algorithm];
  const { publicKey, privateKey } = await crypto.subtle.generateKey(signatureAlgorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const seconds = Math.floor(now / 1000);
  const accessToken = base64url(crypto.getRandomValues(new Uint8Array(600)));
  const expected = {
    issuer: 'https://id.example.com',
    clientId: 'bench',
    nonce: base64url(crypto.getRandomValues(new Uint8Array(32))),
    clockSkewSeconds: 60,
    now,
    requestedAt: now,
  };
  const claims = {
    iss: expected.issuer,
    sub: 'alice',
    aud: expected.clientId,
    nonce: expected.nonce,
    iat: seconds,
    exp: seconds + 3600,
    auth_time: seconds,
    at_hash: base64url(
      new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken)), 0, 16),
    ),
    name: 'Alice Example',
    given_name: 'Alice',
    family_name: 'Example',
    email: 'alice@example.com',
    email_verified: true,
    roles: ['employee'],
  };
  const header = { alg: algorithm, typ: 'JWT', kid: 'a-key' };
  const signed = [header, claims].map((part) => base64url(new TextEncoder().encode(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign(signatureAlgorithm, privateKey, new TextEncoder().encode(signed));
  const { kty, crv, n, e, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return {
    ...expected,
    algorithm,
    signatureAlgorithm,
    accessToken,
    idToken: `${signed}.${base64url(new Uint8Array(signature))}`,
    key: publicKey,
    jwk: { kty, crv, n, e, x, y, kid: header.kid, use: 'sig', alg: algorithm },
  };
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
