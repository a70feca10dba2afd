import type { AuthErrorCode } from '../protocol/auth-error';
import { answered, expectRefused } from '../testing/answered-page';
import { fakeAuthorizationServer, type AnswerChanges } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('a response that is refused keeps no token and leaves the address bar clean', () => {
  it('R21 when tokens come in the query', async () => {
    expectRefused(tab, await tab.signIn({ answer: { component: '?' } }), 'response_in_query');
  });

  it('R21 when a code comes in the query, and says which grant the server has taken', async () => {
    const none = { access_token: undefined, id_token: undefined, token_type: undefined, expires_in: undefined };
    const page = await tab.signIn({ answer: { component: '?', parameters: { ...none, code: 'c' } } });

    expectRefused(tab, page, 'response_in_query');
    expect(page.auth.state()).toMatchObject({ error: { message: expect.stringContaining('implicit grant') } });
    expect(page.location.href).not.toContain('code=');
  });

  it('R21 when tokens come in the query and nobody waits for them', async () => {
    expectRefused(tab, await answered(tab, `${APP}auth/callback?access_token=x&token_type=bearer`), 'state_missing');
  });

  it('R11 when its encoding is malformed', async () => {
    expectRefused(tab, await answered(tab, `${APP}auth/callback#access_token=%E0%A4%A`), 'response_malformed');
  });

  it('R12 when a parameter comes twice', async () => {
    const state = new URLSearchParams({ state: 'x' });
    expectRefused(
      tab,
      await answered(tab, `${APP}auth/callback#access_token=a&access_token=b&${state}`),
      'response_parameter_repeated',
    );
  });

  it.each<[string, AnswerChanges, AuthErrorCode]>([
    ['R17 when its issuer is another', { parameters: { iss: 'https://evil.test' } }, 'response_issuer_mismatch'],
    ['R22 when a token is missing', { parameters: { access_token: undefined } }, 'token_missing'],
    ['R22 when a code came unasked', { parameters: { code: 'c' } }, 'token_unrequested'],
    ['R23 when the token is of an unknown type', { parameters: { token_type: 'mac' } }, 'token_type_unsupported'],
    ['R24 when the lifetime is not a number', { parameters: { expires_in: '3600abc' } }, 'expires_in_invalid'],
    ['R24 when the token has expired already', { parameters: { expires_in: '0' } }, 'access_token_expired'],
    ['R30 when the id_token has another issuer', { claims: { iss: 'https://evil.test' } }, 'id_token_issuer_mismatch'],
    ['R31 when the id_token is for another client', { claims: { aud: 'other' } }, 'id_token_audience_mismatch'],
    ['R35 when the nonce is not the one sent', { claims: { nonce: 'other' } }, 'id_token_nonce_mismatch'],
    ['R36 when at_hash is missing', { claims: { at_hash: undefined } }, 'at_hash_missing'],
    ['R36 A2 when the access token was swapped', { parameters: { access_token: 'injected' } }, 'at_hash_mismatch'],
    ['R43 when the id_token is no JWT', { parameters: { id_token: 'nonsense' } }, 'id_token_malformed'],
  ])('%s', async (_, answer, code) => {
    expectRefused(tab, await tab.signIn({ answer }), code);
  });

  it('R34 when the id_token was issued before its sign-in began', async () => {
    const iat = Math.floor(Date.now() / 1000) - 310;
    expectRefused(tab, await tab.signIn({ answer: { claims: { iat } } }), 'id_token_too_old');
  });

  it('R37 R38 R10 when the answer falls short of what the sign-in asked for', async () => {
    const acr = await tab.signIn({ login: { acrValues: 'urn:mfa' }, answer: { claims: { acr: 'urn:password' } } });
    expectRefused(tab, acr, 'acr_mismatch');

    const maxAge = await tab.signIn({ login: { maxAgeSeconds: 60 }, answer: { claims: { auth_time: 1 } } });
    expectRefused(tab, maxAge, 'auth_time_too_old');
  });
});
