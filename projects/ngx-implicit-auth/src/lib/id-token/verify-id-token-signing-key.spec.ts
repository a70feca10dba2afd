import { exportJWK, generateKeyPair } from 'jose';
import { CLAIMS, encode, idTokenIssuer, refusal, sign } from '../testing/id-token-issuer';
import { parseKeySet, type Jwk } from '../protocol/key-set';

const { by, verify } = await idTokenIssuer(['RS256', 'PS256', 'ES384']);
const without = (jwk: Jwk, ...names: (keyof Jwk)[]): Jwk =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name as keyof Jwk))) as never;

describe('the key that an id_token is verified by', () => {
  it('R29 does not use a key for another algorithm, use or curve than its own', async () => {
    const { jwk } = by('RS256');
    const idToken = await sign(by('RS256'));

    for (const change of [{ alg: 'RS512' }, { use: 'enc' }, { kty: 'EC', crv: 'P-256' }, { crv: 'P-256' }])
      await expect(verify(idToken, { keys: { keys: [{ ...jwk, ...change }] } })).rejects.toThrow(
        refusal('signing_key_unknown'),
      );
  });

  it('R29 uses a key that says nothing of alg and use', async () => {
    const keys = { keys: [without(by('PS256').jwk, 'alg', 'use')] };

    await expect(verify(await sign(by('PS256')), { keys })).resolves.toHaveProperty('sub');
  });

  it.each([{ n: 'AQAB' }, { n: undefined }, { n: '!' }, { d: 'AQAB' }, { key_ops: ['sign'] }])(
    'R29 refuses a key that cannot be used: %j',
    async (change) => {
      const keys = { keys: [{ ...by('RS256').jwk, ...change }] };

      const failure = verify(await sign(by('RS256')), { keys });
      await expect(failure).rejects.toThrow(refusal('signing_key_unusable'));
      await expect(failure).rejects.toHaveProperty('cause');
    },
  );

  it('R29 refuses an RSA key of fewer than 2048 bits (RFC 7518 3.3)', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) },
      true,
      ['sign', 'verify'],
    );
    const input = `${encode({ alg: 'RS256' })}.${encode(CLAIMS)}`;
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, Buffer.from(input));
    const keys = { keys: [(await exportJWK(publicKey)) as Jwk] };

    await expect(verify(`${input}.${Buffer.from(signature).toString('base64url')}`, { keys })).rejects.toThrow(
      refusal('signing_key_unusable'),
    );
  });

  it('R29 uses one key for two algorithms only as each of them demands', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    const pss = await crypto.subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-256' }, false, ['sign']);
    const keys = { keys: [(await exportJWK(publicKey)) as Jwk] };
    const byPkcs = await sign({ ...by('RS256'), privateKey }, {}, { kid: undefined });
    const byPss = await sign({ ...by('PS256'), privateKey: pss }, {}, { kid: undefined });
    const [header] = byPss.split('.');
    const [, ...rest] = byPkcs.split('.');

    await expect(verify(byPkcs, { keys })).resolves.toHaveProperty('sub');
    await expect(verify(byPss, { keys })).resolves.toHaveProperty('sub');
    await expect(verify([header, ...rest].join('.'), { keys })).rejects.toThrow(refusal('id_token_signature_invalid'));
  });

  it('R29 verifies with keys as they come out of a key set', async () => {
    const keys = parseKeySet({ keys: [by('ES384').jwk, by('RS256').jwk] });

    await expect(verify(await sign(by('RS256')), { keys })).resolves.toHaveProperty('sub');
  });

  it('imports a key once, however often it verifies', async () => {
    const keys = { keys: [{ ...by('RS256').jwk }] };
    const importKey = jest.spyOn(crypto.subtle, 'importKey');
    for (const sub of ['alice', 'bob', 'carol']) await verify(await sign(by('RS256'), { sub }), { keys });

    expect(importKey).toHaveBeenCalledTimes(1);
  });
});
