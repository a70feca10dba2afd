import { SignJWT } from 'jose';
import { ALGORITHMS, CLAIMS, encode, idTokenIssuer, refusal, sign } from '../testing/id-token-issuer';
import type { Jwk } from '../protocol/key-set';

const { by, verify } = await idTokenIssuer(ALGORITHMS);
const forger = await idTokenIssuer(['RS256', 'ES256'], 'other');

describe('the signature of an id_token', () => {
  it.each(ALGORITHMS)('R29 accepts %s', async (alg) => {
    await expect(verify(await sign(by(alg)))).resolves.toHaveProperty('sub', 'alice');
  });

  it.each(ALGORITHMS)('R29 refuses a wrong signature by %s', async (alg) => {
    const [header, payload, signature = ''] = (await sign(by(alg))).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    bytes[9] = (bytes[9] ?? 0) ^ 1;
    const forged = [header, payload, bytes.toString('base64url')].join('.');

    await expect(verify(forged)).rejects.toThrow(refusal('id_token_signature_invalid'));
  });

  it('R29 refuses claims that were changed after signing', async () => {
    const [header, , signature] = (await sign(by('RS256'))).split('.');
    const forged = [header, encode({ ...CLAIMS, sub: 'bob' }), signature].join('.');

    await expect(verify(forged)).rejects.toThrow(refusal('id_token_signature_invalid'));
  });

  it.each(['RS256', 'ES256'])(
    "R29 refuses the signature of another key that claims the issuer's kid (%s)",
    async (alg) => {
      const idToken = await sign({ ...forger.by(alg), kid: `key-${alg}` });

      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_signature_invalid'));
    },
  );

  it('R29 refuses an empty signature', async () => {
    const [header, payload] = (await sign(by('ES256'))).split('.');

    await expect(verify(`${header}.${payload}.`)).rejects.toThrow(refusal('id_token_signature_invalid'));
  });

  it.each(['RS256', 'ES256', 'Ed25519'])('R29 refuses a signature by %s that is too short or too long', async (alg) => {
    const idToken = await sign(by(alg));
    const unsigned = idToken.slice(0, idToken.lastIndexOf('.'));

    for (const signature of ['AAAA', 'AAAA'.repeat(500)])
      await expect(verify(`${unsigned}.${signature}`)).rejects.toThrow(refusal('id_token_signature_invalid'));
  });
});

describe('the algorithm of an id_token', () => {
  it('R29 accepts only the algorithms that the caller narrows it to', async () => {
    const idToken = await sign(by('ES256'));

    await expect(verify(idToken, { algorithms: ['ES256'] })).resolves.toHaveProperty('sub');
    await expect(verify(idToken, { algorithms: ['RS256'] })).rejects.toThrow(refusal('id_token_algorithm_refused'));
    await expect(verify(idToken, { algorithms: [] })).rejects.toThrow(refusal('id_token_algorithm_refused'));
  });

  it.each(['none', 'None', 'NONE', '', null, undefined, 7, 'constructor', '__proto__', 'RS1', 'ES256K', ['RS256']])(
    'A9 R29 refuses alg %j, also when a caller lists it',
    async (alg) => {
      const unsigned = `${encode({ alg })}.${encode(CLAIMS)}.`;

      await expect(verify(unsigned)).rejects.toThrow(refusal('id_token_algorithm_refused'));
      await expect(verify(unsigned, { algorithms: [alg as string] })).rejects.toThrow(
        refusal('id_token_algorithm_refused'),
      );
    },
  );

  it.each(['HS256', 'HS384', 'HS512'])('A9 R29 refuses %s with the public key as the secret', async (alg) => {
    const { jwk, kid } = by('RS256');
    const secret = Buffer.from(jwk.n ?? '', 'base64url');
    const idToken = await new SignJWT(CLAIMS).setProtectedHeader({ alg, kid }).sign(secret);
    const keys = { keys: [{ kty: 'oct', k: jwk.n, kid, alg } as Jwk] };

    await expect(verify(idToken)).rejects.toThrow(refusal('id_token_algorithm_refused'));
    await expect(verify(idToken)).rejects.toThrow(`The algorithm of the id_token is ${alg}, which`);
    await expect(verify(idToken, { keys, algorithms: [alg] })).rejects.toThrow(refusal('id_token_algorithm_refused'));
  });
});
