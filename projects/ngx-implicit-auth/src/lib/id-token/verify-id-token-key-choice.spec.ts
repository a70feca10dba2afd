import { ALGORITHMS, CLAIMS, encode, idTokenIssuer, refusal, sign } from '../testing/id-token-issuer';
import type { Jwk } from '../protocol/key-set';

const { by, verify } = await idTokenIssuer(ALGORITHMS);
const forger = await idTokenIssuer(['RS256', 'ES256'], 'other');
const noReload = () => jest.fn(async () => ({ keys: [] }));
const without = (jwk: Jwk, ...names: (keyof Jwk)[]): Jwk =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !names.includes(name as keyof Jwk))) as never;

describe('the choice among the keys there are', () => {
  it('R39 uses the one key that fits when there is no kid', async () => {
    const idToken = await sign(by('RS256'), {}, { kid: undefined });

    await expect(verify(idToken)).resolves.toHaveProperty('sub');
    await expect(verify(idToken, { keys: { keys: [without(by('RS256').jwk, 'kid', 'alg')] } })).resolves.toHaveProperty(
      'sub',
    );
  });

  it('R39 tries each fitting key, never just the first', async () => {
    const idToken = await sign(by('RS256'), {}, { kid: undefined });
    const broken = { ...by('RS256').jwk, n: 'AQAB' };
    const keys = [by('ES256').jwk, broken, forger.by('RS256').jwk, by('RS256').jwk];

    await expect(verify(idToken, { keys: { keys } })).resolves.toHaveProperty('sub');
    await expect(verify(idToken, { keys: { keys: keys.slice(0, 3) } })).rejects.toThrow(
      refusal('id_token_signature_invalid'),
    );
  });

  it('R39 tries each key without a kid when the id_token names one that no key has', async () => {
    const nameless = [forger.by('RS256').jwk, by('RS256').jwk].map((jwk) => without(jwk, 'kid'));
    const others = { ...forger.by('RS256').jwk, kid: 'another' };

    await expect(verify(await sign(by('RS256')), { keys: { keys: [others, ...nameless] } })).resolves.toHaveProperty(
      'sub',
    );
    await expect(verify(await sign(forger.by('RS256')), { keys: { keys: [others, nameless[1]!] } })).rejects.toThrow(
      refusal('id_token_signature_invalid'),
    );
  });

  it('R39 tries no key without a kid when another one has the kid of the id_token', async () => {
    const keys = { keys: [{ ...forger.by('RS256').jwk, kid: 'key-RS256' }, without(by('RS256').jwk, 'kid')] };

    await expect(verify(await sign(by('RS256')), { keys })).rejects.toThrow(refusal('id_token_signature_invalid'));
  });

  it('R39 tries no key of another kid', async () => {
    const keys = { keys: [{ ...by('RS256').jwk, kid: 'another' }] };

    await expect(verify(await sign(by('RS256')), { keys })).rejects.toThrow(
      /^No key of \S+ fits the id_token, whose kid is 'key-RS256'\. /,
    );
  });

  it('R39 says when the key is there, but for another algorithm', async () => {
    const keys = { keys: [{ ...by('RS256').jwk, alg: 'RS512' }] };

    await expect(verify(await sign(by('RS256')), { keys })).rejects.toThrow(/is not one for RS256/);
  });

  it('R39 tries each key of the same kid', async () => {
    const keys = { keys: [{ ...forger.by('ES256').jwk, kid: 'key-ES256' }, by('ES256').jwk] };

    await expect(verify(await sign(by('ES256')), { keys })).resolves.toHaveProperty('sub');
  });
});

describe('the choice of the key, by what the header says,', () => {
  it('A11 takes the kid for a text and nothing else', async () => {
    const reloadKeys = noReload();
    for (const kid of ['__proto__', 'constructor', '../../jwks', "' OR 1=1", ''])
      await expect(verify(await sign({ ...by('RS256'), kid }), { reloadKeys })).rejects.toThrow(
        refusal('signing_key_unknown'),
      );
  });

  it.each([7, 0, null, {}, ['key-RS256'], 'k'.repeat(1025), 'k'.repeat(1_000_000)])(
    'A11 refuses a kid that is no short text, before a key is loaded',
    async (kid) => {
      const reloadKeys = noReload();
      const idToken = `${encode({ alg: 'RS256', kid })}.${encode(CLAIMS)}.AAAA`;

      await expect(verify(idToken, { reloadKeys })).rejects.toThrow(refusal('id_token_malformed'));
      expect(reloadKeys).not.toHaveBeenCalled();
    },
  );

  it('A11 takes a kid of 1024 characters', async () => {
    const kid = 'k'.repeat(1024);

    await expect(
      verify(await sign({ ...by('RS256'), kid }), { keys: { keys: [{ ...by('RS256').jwk, kid }] } }),
    ).resolves.toHaveProperty('sub');
  });

  it('A10 R41 ignores the keys and addresses in the header', async () => {
    const signer = forger.by('RS256');
    const fetch = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('A request left'));
    const header = { jwk: signer.jwk, x5c: ['MIIB'], jku: 'https://evil.test/jwks', x5u: 'https://evil.test/cert' };

    await expect(verify(await sign(signer, {}, { ...header, kid: 'key-RS256' }))).rejects.toThrow(
      refusal('id_token_signature_invalid'),
    );
    await expect(verify(await sign(signer, {}, header))).rejects.toThrow(refusal('signing_key_unknown'));
    await expect(verify(await sign(by('RS256'), {}, header))).resolves.toHaveProperty('sub');
    expect(fetch).not.toHaveBeenCalled();
  });
});
