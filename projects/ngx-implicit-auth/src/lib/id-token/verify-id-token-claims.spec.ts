import { CompactSign } from 'jose';
import { CLAIMS, idTokenIssuer, NOW, refusal, sign } from '../testing/id-token-issuer';

const { by, verify } = await idTokenIssuer(['RS256', 'ES256']);

describe('the claims of an id_token', () => {
  it.each([
    ['R30', { iss: 'https://id.example.com/' }, 'id_token_issuer_mismatch'],
    ['R31', { aud: 'other' }, 'id_token_audience_mismatch'],
    ['R31', { aud: ['timesheets-spa', 'other'] }, 'id_token_audience_untrusted'],
    ['R32', { azp: 'other' }, 'id_token_authorized_party_mismatch'],
    ['R33', { sub: undefined }, 'id_token_malformed'],
    ['R33', { exp: undefined }, 'id_token_malformed'],
    ['R33', { iat: undefined }, 'id_token_malformed'],
    ['R33', { exp: NOW - 61 }, 'id_token_expired'],
    ['R34', { iat: NOW + 61 }, 'id_token_not_yet_valid'],
    ['R35', { nonce: 'other' }, 'id_token_nonce_mismatch'],
  ] as const)('R30 R31 R32 R33 R34 R35 R43 refuses a well signed id_token against %s: %j', async (_, claims, code) => {
    await expect(verify(await sign(by('ES256'), claims))).rejects.toThrow(refusal(code));
  });

  it('R37 R38 checks what was asked for', async () => {
    const idToken = await sign(by('ES256'), { acr: 'silver', auth_time: NOW - 10 });

    await expect(verify(idToken, { acrValues: 'silver', maxAgeSeconds: 60 })).resolves.toHaveProperty('acr');
    await expect(verify(idToken, { acrValues: 'gold' })).rejects.toThrow(refusal('acr_mismatch'));
    await expect(verify(await sign(by('ES256')), { maxAgeSeconds: 60 })).rejects.toThrow(refusal('auth_time_missing'));
  });

  it('R42 keeps claims it does not know', async () => {
    const claims = await verify(await sign(by('ES256'), { 'https://example.com/roles': ['approver'] }));

    expect(claims['https://example.com/roles']).toEqual(['approver']);
  });

  it('A24 pollutes nothing by claims named __proto__ and the like', async () => {
    const { alg, kid, privateKey } = by('ES256');
    const json = JSON.stringify(CLAIMS).replace('{', '{"__proto__":{"admin":true},"hasOwnProperty":1,');
    const idToken = await new CompactSign(Buffer.from(json)).setProtectedHeader({ alg, kid }).sign(privateKey);
    const claims = await verify(idToken);

    expect(claims['admin']).toBeUndefined();
    expect(claims.toString).toBeUndefined();
    expect(Object.getPrototypeOf(claims)).toBeNull();
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('A24 finds no nonce in a prototype', async () => {
    const { alg, kid, privateKey } = by('ES256');
    const { nonce, ...rest } = CLAIMS;
    const json = JSON.stringify(rest).replace('{', `{"__proto__":{"nonce":"${nonce}"},`);
    const idToken = await new CompactSign(Buffer.from(json)).setProtectedHeader({ alg, kid }).sign(privateKey);

    await expect(verify(idToken)).rejects.toThrow(refusal('id_token_nonce_mismatch'));
  });
});
