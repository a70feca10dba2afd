import { CompactSign } from 'jose';
import { CLAIMS, encode, idTokenIssuer, refusal, sign } from '../testing/id-token-issuer';

const { by, verify } = await idTokenIssuer(['RS256', 'ES256']);

describe('the header of an id_token', () => {
  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'logout+jwt', 'jwt+ish', '', 1, null, { toString: 0 }])(
    'A13 R41 refuses the typ %s',
    async (typ) => {
      await expect(verify(await sign(by('RS256'), {}, { typ }))).rejects.toThrow(refusal('id_token_type_refused'));
    },
  );

  it.each(['JWT', 'jwt', 'application/jwt', undefined])('R41 accepts the typ %s', async (typ) => {
    await expect(verify(await sign(by('RS256'), {}, { typ }))).resolves.toHaveProperty('sub');
  });

  it.each([['b64'], ['exp'], [], 'exp', null])('R41 refuses the crit %j', async (crit) => {
    const { privateKey } = by('RS256');
    const header = encode({ alg: 'RS256', kid: 'key-RS256', b64: true, crit });
    const input = `${header}.${encode(CLAIMS)}`;
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, Buffer.from(input));
    const idToken = `${input}.${Buffer.from(signature).toString('base64url')}`;

    await expect(verify(idToken)).rejects.toThrow(refusal('id_token_extension_refused'));
  });

  it('R42 says that it does not decrypt', async () => {
    const failure = verify(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`);

    await expect(failure).rejects.toThrow(refusal('id_token_encrypted'));
    await expect(failure).rejects.toThrow(/not supported/);
  });
});

describe('the format of an id_token', () => {
  it.each(['', '.', '..', 'a.b', 'a.b.c.d', 'a.b.c.d.e.f', '....'.repeat(1000), 'null', 'e30.e30'])(
    'A13 refuses %j',
    async (idToken) => {
      await expect(verify(idToken)).rejects.toThrow(refusal('id_token_malformed'));
    },
  );

  it.each(['null', '[]', '"text"', '1', '{', '{}}', '\u0000', ''])('A13 refuses %j as a part', async (json) => {
    const part = Buffer.from(json).toString('base64url');

    await expect(verify(`${part}.${encode(CLAIMS)}.`)).rejects.toThrow(refusal('id_token_malformed'));
    await expect(verify(`${encode({ alg: 'RS256' })}.${part}.`)).rejects.toThrow(refusal('id_token_malformed'));
  });

  it('A13 refuses what is not UTF-8, though well signed', async () => {
    const { alg, kid, privateKey } = by('ES256');
    const [start = '', end = ''] = JSON.stringify({ ...CLAIMS, name: '?' }).split('?');
    const payload = Buffer.concat([Buffer.from(start), Buffer.from([0xff]), Buffer.from(end)]);
    const idToken = await new CompactSign(payload).setProtectedHeader({ alg, kid }).sign(privateKey);

    await expect(verify(idToken)).rejects.toThrow(refusal('id_token_malformed'));
  });

  it.each([' ', '\n', '\t', '=', '==', '+', '/', '%', 'A', '\u00a0'])(
    'A13 refuses %j at the edge of any part',
    async (blank) => {
      const parts = (await sign(by('RS256'))).split('.');
      for (const index of parts.keys()) {
        for (const edit of [(part: string) => part + blank, (part: string) => blank + part]) {
          const edited = parts.map((part, at) => (at === index ? edit(part) : part)).join('.');
          // With one more letter, the part may still be base64url. Its bytes then differ, and another check refuses it.
          await expect(verify(edited)).rejects.toThrow(
            blank === 'A' ? expect.objectContaining({ name: 'AuthError' }) : refusal('id_token_malformed'),
          );
        }
      }
    },
  );

  it.each([
    ['AAAAA', 'AQgw'],
    ['AAAAAA', 'AEIMQUYcgkosw048'],
    ['AAAAAAA', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'],
    ['AAAA', ''],
  ])('A13 refuses a second spelling of the same bytes: %s goes on with one of %j only', async (start, letters) => {
    const idToken = await sign(by('RS256'));
    const unsigned = idToken.slice(0, idToken.lastIndexOf('.'));

    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      await expect(verify(`${unsigned}.${start}${letter}`)).rejects.toThrow(
        refusal(letters.includes(letter) ? 'id_token_signature_invalid' : 'id_token_malformed'),
      );
  });

  it('A13 refuses whatever letter of an id_token is changed', async () => {
    const idToken = await sign(by('ES256'));

    for (let index = 0; index < idToken.length; index++) {
      const letter = idToken[index] === 'A' ? 'B' : 'A';
      await expect(verify(idToken.slice(0, index) + letter + idToken.slice(index + 1))).rejects.toThrow(
        expect.objectContaining({ name: 'AuthError' }),
      );
    }
  });

  it('A13 refuses an access token for the same person in place of the id_token', async () => {
    const { nonce: _, ...claims } = CLAIMS;
    const accessToken = await sign(by('RS256'), { ...claims, nonce: undefined, scope: 'openid', client_id: 'x' });

    await expect(verify(accessToken)).rejects.toThrow(refusal('id_token_nonce_mismatch'));
  });
});

describe('the length of an id_token', () => {
  it('R27 verifies an id_token of half a million characters', async () => {
    const groups = Array.from({ length: 11_000 }, (_, index) => `group-with-a-rather-long-name-${index}`);
    const idToken = await sign(by('ES256'), { groups });

    expect(idToken.length).toBeGreaterThan(500_000);
    await expect(verify(idToken)).resolves.toHaveProperty('groups', groups);
  });

  it('A23 refuses an id_token of more than a million characters, well signed as it may be', async () => {
    const idToken = await sign(by('ES256'), { name: 'a'.repeat(800_000) });

    expect(idToken.length).toBeGreaterThan(2 ** 20);
    await expect(verify(idToken)).rejects.toThrow(refusal('id_token_malformed'));
  });

  it('A23 looks into an id_token of exactly that many characters, and into none of one more', async () => {
    const start = `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`;
    const idToken = start.padEnd(2 ** 20, 'AAAA');

    await expect(verify(idToken)).rejects.toThrow(refusal('id_token_algorithm_refused'));
    await expect(verify(`${idToken}A`)).rejects.toThrow(refusal('id_token_malformed'));
  });

  it.each(['a', '.', 'AAAA.'])('A23 refuses an endless id_token of %j', async (text) => {
    await expect(verify(text.repeat(5_000_000))).rejects.toThrow(refusal('id_token_malformed'));
  });
});
