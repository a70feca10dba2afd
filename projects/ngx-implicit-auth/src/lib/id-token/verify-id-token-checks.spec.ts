import { accessTokenHash, CLAIMS, encode, idTokenIssuer, NOW, refusal, sign } from '../testing/id-token-issuer';

const ACCESS_TOKEN = 'the-access-token';
const { by, verify } = await idTokenIssuer(['RS256', 'ES256']);
const forger = await idTokenIssuer(['RS256', 'ES256'], 'other');

describe('what verifyIdToken checks and tells', () => {
  it('returns the claims and tells of each check in order', async () => {
    const checks: string[] = [];
    const idToken = await sign(by('RS256'), {
      email: 'alice@example.com',
      at_hash: await accessTokenHash(256, ACCESS_TOKEN),
    });
    const claims = await verify(idToken, { accessToken: ACCESS_TOKEN, onCheck: (check) => checks.push(check) });

    expect({ ...claims }).toEqual({ ...CLAIMS, email: 'alice@example.com', at_hash: expect.any(String) });
    expect(checks).toEqual([
      'format',
      'algorithm',
      'issuer',
      'audience',
      'nonce',
      'lifetime',
      'authentication',
      'signature',
      'access-token-hash',
    ]);
  });

  it('tells of no check after the one that fails', async () => {
    const checks: string[] = [];
    const idToken = await sign({ ...forger.by('RS256'), kid: 'key-RS256' });

    await expect(verify(idToken, { onCheck: (check) => checks.push(check) })).rejects.toThrow();
    expect(checks.at(-1)).toBe('authentication');
  });

  it('reads claims beyond ASCII', async () => {
    const claims = await verify(await sign(by('ES256'), { name: 'Zoë 林 🙂' }));

    expect(claims.name).toBe('Zoë 林 🙂');
  });

  it('works without reading any clock but the one handed in', async () => {
    const idToken = await sign(by('ES256'));

    await expect(verify(idToken, { now: (NOW + 400) * 1000 })).rejects.toThrow(refusal('id_token_expired'));
  });

  it.each([undefined, {}])('says to serve the app from https when crypto is %j', async (crypto) => {
    const idToken = await sign(by('RS256'));
    const original = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
    try {
      const failure = verify(idToken);
      await expect(failure).rejects.toThrow(refusal('crypto_unavailable'));
      await expect(failure).rejects.toThrow(/https or from localhost/);
    } finally {
      Object.defineProperty(globalThis, 'crypto', original);
    }
  });

  it('R43 names no value and quotes no token when it refuses', async () => {
    const secret = { sub: 'secret', name: 'secret' };
    const good = await sign(by('RS256'), { ...secret, nonce: 'secret' });
    const tokens = [
      good,
      good.replace('.', '.secret'),
      `${encode({ alg: 'secret' })}.${encode(secret)}.`,
      `${Buffer.from('secret{').toString('base64url')}.${encode(secret)}.`,
      await sign(by('RS256'), { ...secret, at_hash: 'secret' }),
      // The name of a key is public.
      await sign({ ...by('RS256'), kid: 'unknown' }, secret),
      await sign({ ...forger.by('RS256'), kid: 'key-RS256' }, secret),
      await sign(by('RS256'), secret, { typ: 'at+jwt' }),
    ];

    for (const token of tokens) {
      const failure: unknown = await verify(token, { accessToken: 'secret-access-token' }).catch((e: unknown) => e);
      expect(failure).toBeInstanceOf(Error);
      const { message, cause } = failure as Error;
      expect(`${message} ${cause as string}`).not.toMatch(/secret|c2VjcmV0|eyJ/);
    }
  });
});
