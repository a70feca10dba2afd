import { ALGORITHMS, idTokenIssuer, NOW, refusal, sign } from '../testing/id-token-issuer';

const { by, verify } = await idTokenIssuer(ALGORITHMS);
const forger = await idTokenIssuer(['RS256', 'ES256'], 'other');
const noReload = () => jest.fn(async () => ({ keys: [] }));

describe('the keys of the server', () => {
  it('R39 loads the keys once more when there is no kid and no key verifies', async () => {
    const reloadKeys = jest.fn(async () => ({ keys: [by('RS256').jwk] }));
    const keys = { keys: [forger.by('RS256').jwk] };
    const idToken = await sign(by('RS256'), {}, { kid: undefined });

    await expect(verify(idToken, { keys, reloadKeys })).resolves.toHaveProperty('sub');
    expect(reloadKeys).toHaveBeenCalledTimes(1);
  });

  it('R40 loads the keys once more when no key has a kid, and none verifies', async () => {
    const nameless = (issuer: typeof forger) => ({ keys: [{ ...issuer.by('RS256').jwk, kid: undefined! }] });
    const reloadKeys = jest.fn(async () => nameless({ by, verify } as typeof forger));

    await expect(verify(await sign(by('RS256')), { keys: nameless(forger), reloadKeys })).resolves.toHaveProperty(
      'sub',
    );
    expect(reloadKeys).toHaveBeenCalledTimes(1);
  });

  it('R40 loads the keys once more for an unknown kid, and verifies with what comes (Core 10.1.1)', async () => {
    const reloadKeys = jest.fn(async () => ({ keys: [by('RS256').jwk] }));

    await expect(
      verify(await sign(by('RS256')), { keys: { keys: [forger.by('RS256').jwk] }, reloadKeys }),
    ).resolves.toHaveProperty('sub');
    expect(reloadKeys).toHaveBeenCalledTimes(1);
  });

  it('R40 checks the signature with the reloaded keys as strictly', async () => {
    const forged = { ...forger.by('RS256'), kid: 'new' };
    const reloadKeys = async () => ({ keys: [{ ...by('RS256').jwk, kid: 'new' }] });

    await expect(verify(await sign(forged), { reloadKeys })).rejects.toThrow(refusal('id_token_signature_invalid'));
  });

  it('R40 A12 loads the keys once at most', async () => {
    const reloadKeys = noReload();

    await expect(verify(await sign({ ...by('RS256'), kid: 'unknown' }), { reloadKeys })).rejects.toThrow(
      refusal('signing_key_unknown'),
    );
    expect(reloadKeys).toHaveBeenCalledTimes(1);
  });

  it('R40 does without when there is no way to load them', async () => {
    await expect(verify(await sign({ ...by('RS256'), kid: 'unknown' }))).rejects.toThrow(
      refusal('signing_key_unknown'),
    );
  });

  it('R40 loads no keys while the known ones do', async () => {
    const reloadKeys = noReload();
    await verify(await sign(by('RS256')), { reloadKeys });

    expect(reloadKeys).not.toHaveBeenCalled();
  });

  it('R40 loads no keys for a wrong signature under a known kid', async () => {
    const reloadKeys = noReload();
    const idToken = await sign({ ...forger.by('RS256'), kid: 'key-RS256' });

    await expect(verify(idToken, { reloadKeys })).rejects.toThrow(refusal('id_token_signature_invalid'));
    expect(reloadKeys).not.toHaveBeenCalled();
  });

  it('R40 hands on the failure to load the keys', async () => {
    const failure = new Error('offline');

    await expect(
      verify(await sign({ ...by('RS256'), kid: 'unknown' }), { reloadKeys: () => Promise.reject(failure) }),
    ).rejects.toBe(failure);
  });

  it.each([
    { iss: 'https://evil.test' },
    { aud: 'other' },
    { aud: ['timesheets-spa', 'other'] },
    { azp: 'other' },
    { nonce: 'other' },
    { exp: NOW - 61 },
    { iat: NOW - 91 },
    { sub: '' },
  ])('A12 R43 loads no keys for an id_token that fails by %j alone', async (claims) => {
    const reloadKeys = noReload();

    await expect(verify(await sign({ ...by('RS256'), kid: 'unknown' }, claims), { reloadKeys })).rejects.toThrow();
    expect(reloadKeys).not.toHaveBeenCalled();
  });
});
