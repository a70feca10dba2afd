import { accessTokenHash, ALGORITHMS, idTokenIssuer, refusal, sign } from '../testing/id-token-issuer';

const ACCESS_TOKEN = 'the-access-token';
const { by, verify } = await idTokenIssuer(ALGORITHMS);

describe('the at_hash of an id_token', () => {
  it.each(ALGORITHMS)('R36 accepts the at_hash that follows %s', async (alg) => {
    const bits = alg.startsWith('Ed') ? 512 : Number(alg.slice(2));
    const idToken = await sign(by(alg), { at_hash: await accessTokenHash(bits, ACCESS_TOKEN) });

    await expect(verify(idToken, { accessToken: ACCESS_TOKEN })).resolves.toHaveProperty('sub');
  });

  it.each([
    ['RS256', 512],
    ['ES384', 256],
    ['ES512', 256],
    ['EdDSA', 256],
    ['Ed25519', 384],
  ])('R36 refuses for %s an at_hash by SHA-%d', async (alg, bits) => {
    const idToken = await sign(by(alg), { at_hash: await accessTokenHash(bits, ACCESS_TOKEN) });

    await expect(verify(idToken, { accessToken: ACCESS_TOKEN })).rejects.toThrow(refusal('at_hash_mismatch'));
  });

  it('R36 A2 refuses an access token that was swapped (Core 3.2.2.9)', async () => {
    const idToken = await sign(by('RS256'), { at_hash: await accessTokenHash(256, ACCESS_TOKEN) });

    await expect(verify(idToken, { accessToken: 'injected' })).rejects.toThrow(refusal('at_hash_mismatch'));
    await expect(verify(idToken, { accessToken: '' })).rejects.toThrow(refusal('at_hash_mismatch'));
  });

  it.each([{}, { at_hash: '' }, { at_hash: null }])(
    'R36 refuses an id_token with %j beside a token',
    async (claims) => {
      const idToken = await sign(by('RS256'), claims);

      await expect(verify(idToken, { accessToken: ACCESS_TOKEN })).rejects.toThrow(refusal('at_hash_missing'));
    },
  );

  it('R36 refuses the whole hash, a padded one, and one that is no text', async () => {
    const hash = await accessTokenHash(256, ACCESS_TOKEN);
    for (const at_hash of [`${hash}==`, ` ${hash}`, [hash], `${hash}AAAA`])
      await expect(verify(await sign(by('RS256'), { at_hash }), { accessToken: ACCESS_TOKEN })).rejects.toThrow(
        refusal('at_hash_mismatch'),
      );
  });

  it('R36 asks for no at_hash when there is no access token', async () => {
    const checks: string[] = [];
    await verify(await sign(by('RS256')), { onCheck: (check) => checks.push(check) });

    expect(checks).not.toContain('access-token-hash');
  });
});
