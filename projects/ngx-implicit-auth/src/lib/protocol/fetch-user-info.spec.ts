import { SENTENCES } from '../testing/sentences';
import type { AuthErrorCode } from './auth-error';
import type { Fetch } from './fetch-json';
import { fetchUserInfo, type UserInfoExpectations } from './fetch-user-info';

const ENDPOINT = 'https://id.example.com/me';
const EXPECTED: UserInfoExpectations = {
  issuer: 'https://id.example.com',
  clientId: 'timesheets-spa',
  subject: 'alice-1001',
  verifySignedClaims: () => Promise.reject(new Error('Nothing was signed.')),
};
const refusal = (code: AuthErrorCode) =>
  expect.objectContaining({ name: 'AuthError', code, message: expect.stringMatching(SENTENCES) });
const ask = (answer: () => Response, changes: Partial<UserInfoExpectations> = {}, endpoint = ENDPOINT) => {
  const fetch = jest.fn<ReturnType<Fetch>, Parameters<Fetch>>(async () => answer());
  return { fetch, userInfo: fetchUserInfo(endpoint, 'the-token', { ...EXPECTED, ...changes }, fetch) };
};
const json = (claims: unknown) => () => Response.json(claims);
const jwt = (type = 'application/jwt') => new Response('a.b.c', { headers: { 'content-type': type } });

describe('fetchUserInfo', () => {
  it('R44 asks by GET, with the token in the header alone, following no redirect', async () => {
    const { fetch, userInfo } = ask(json({ sub: 'alice-1001' }));
    await userInfo;

    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch).toHaveBeenCalledWith(
      ENDPOINT,
      expect.objectContaining({
        headers: { accept: 'application/json, application/jwt', authorization: 'Bearer the-token' },
        credentials: 'omit',
        redirect: 'error',
      }),
    );
    expect(fetch.mock.calls[0]![1]).not.toHaveProperty('method');
  });

  it('R44 asks over TLS only', async () => {
    const { fetch, userInfo } = ask(json({ sub: 'alice-1001' }), {}, 'http://id.example.com/me');

    await expect(userInfo).rejects.toThrow(refusal('metadata_invalid'));
    expect(fetch).not.toHaveBeenCalled();
  });

  it('R45 yields the claims when they are about the person of the id_token', async () => {
    const { userInfo } = ask(json({ sub: 'alice-1001', nickname: 'Al' }));

    await expect(userInfo).resolves.toEqual({ sub: 'alice-1001', nickname: 'Al' });
  });

  it('R45 yields the claims of whomever a bare token stands for', async () => {
    const { userInfo } = ask(json({ sub: 'bob' }), { subject: null });

    await expect(userInfo).resolves.toEqual({ sub: 'bob' });
  });

  it('R45 refuses claims about somebody else', async () => {
    await expect(ask(json({ sub: 'bob' })).userInfo).rejects.toThrow(refusal('user_info_subject_mismatch'));
  });

  it.each([[{}], [{ sub: '' }], [{ sub: 1001 }], [null], [[]], ['alice-1001'], [7]])(
    'R45 refuses %j, which does not say whom it is about',
    async (document) => {
      await expect(ask(json(document)).userInfo).rejects.toThrow(refusal('user_info_invalid'));
      await expect(ask(json(document), { subject: null }).userInfo).rejects.toThrow(refusal('user_info_invalid'));
    },
  );

  it('R45 leaves out what only an id_token may say', async () => {
    const ofIdTokens = { iss: 'x', aud: 'x', exp: 1, iat: 1, nbf: 1, jti: 'x', nonce: 'x', auth_time: 1, acr: 'x' };
    const document = { sub: 'alice-1001', ...ofIdTokens, amr: ['x'], azp: 'x', at_hash: 'x', sid: 'x', name: 'Alice' };

    await expect(ask(json(document)).userInfo).resolves.toEqual({ sub: 'alice-1001', name: 'Alice' });
  });

  it('A24 keeps a claim named __proto__ from becoming one', async () => {
    const { userInfo } = ask(() => new Response('{"sub":"alice-1001","__proto__":{"admin":true}}'));
    const claims = await userInfo;

    expect(claims['admin']).toBeUndefined();
    expect({}).not.toHaveProperty('admin');
  });

  it.each([401, 403, 500])('refuses status %d', async (status) => {
    await expect(ask(() => Response.json({ sub: 'alice-1001' }, { status })).userInfo).rejects.toThrow(
      refusal('server_answer_invalid'),
    );
  });

  it('takes JSON of whatever media type', async () => {
    const { userInfo } = ask(() => new Response('{"sub":"alice-1001"}', { headers: { 'content-type': 'text/html' } }));

    await expect(userInfo).resolves.toEqual({ sub: 'alice-1001' });
  });

  it('takes JSON of no media type', async () => {
    const answer = new Response(Buffer.from('{"sub":"alice-1001"}'));

    expect(answer.headers.get('content-type')).toBeNull();
    await expect(ask(() => answer).userInfo).resolves.toEqual({ sub: 'alice-1001' });
  });
});

describe('a signed answer', () => {
  const signed = (claims: Readonly<Record<string, unknown>>) => ({
    verifySignedClaims: jest.fn(() => Promise.resolve(claims)),
  });

  it.each(['application/jwt', 'Application/JWT; charset=utf-8', 'application/jwt ;charset=utf-8'])(
    'R46 of type %s is verified',
    async (type) => {
      const changes = signed({
        sub: 'alice-1001',
        iss: EXPECTED.issuer,
        aud: ['timesheets-spa', 'other'],
        name: 'Alice',
      });

      await expect(ask(() => jwt(type), changes).userInfo).resolves.toEqual({ sub: 'alice-1001', name: 'Alice' });
      expect(changes.verifySignedClaims).toHaveBeenCalledWith('a.b.c');
    },
  );

  it('R46 may leave issuer and audience out', async () => {
    await expect(ask(jwt, signed({ sub: 'alice-1001' })).userInfo).resolves.toEqual({ sub: 'alice-1001' });
  });

  it('R46 whose signature is refused is refused', async () => {
    const { userInfo } = ask(jwt);

    await expect(userInfo).rejects.toThrow(refusal('user_info_invalid'));
    await expect(userInfo).rejects.toHaveProperty('cause', new Error('Nothing was signed.'));
  });

  it.each([
    ['another issuer', { iss: 'https://evil.test' }],
    ['no issuer by its value', { iss: null }],
    ['another audience', { aud: 'other' }],
    ['other audiences', { aud: ['other', 'another'] }],
  ])('R46 of %s is refused', async (_, claims) => {
    const { userInfo } = ask(jwt, signed({ sub: 'alice-1001', ...claims }));

    await expect(userInfo).rejects.toThrow(refusal('user_info_invalid'));
  });

  it('R46 R45 about somebody else is refused', async () => {
    await expect(ask(jwt, signed({ sub: 'bob' })).userInfo).rejects.toThrow(refusal('user_info_subject_mismatch'));
  });
});
