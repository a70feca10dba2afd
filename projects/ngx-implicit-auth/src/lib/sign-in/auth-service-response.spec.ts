import type { AuthErrorCode } from '../protocol/auth-error';
import { fakeAuthorizationServer, type AnswerChanges } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
const pendingKeys = () => Object.keys(tab.storage).filter((key) => key.includes(' sign-in '));
const sessionKeys = () => Object.keys(tab.storage).filter((key) => key.endsWith(' session'));
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

async function comeBack(url: string, options?: PageOptions): Promise<Page> {
  const page = tab.open(url, options);
  await page.auth.ready;
  return page;
}

async function answerWith(answer: AnswerChanges, options?: PageOptions): Promise<Page> {
  return tab.signIn({ ...options, answer });
}

function expectRefused({ auth, location }: Page, code: AuthErrorCode): void {
  expect(auth.state()).toMatchObject({ status: 'failed', error: { name: 'AuthError', code } });
  expect(auth.accessToken()).toBeNull();
  expect(sessionKeys()).toEqual([]);
  expect(location.href).not.toMatch(/token|state=|error/);
}

describe('the state of a response', () => {
  it('R15 A1 refuses a response that no sign-in of this browser asked for, and keeps nothing of it', async () => {
    const attacker = fakeTab(server);
    await attacker.open().auth.login();

    expectRefused(await comeBack(await server.answer(attacker.redirect)), 'state_unknown');
  });

  it('R15 refuses a response without a state', async () => {
    await tab.open().auth.login();

    expectRefused(await answerWith({ parameters: { state: undefined } }), 'state_missing');
  });

  it.each([
    ['unknown', { parameters: { state: 'made-up' } }],
    ['missing', { parameters: { state: undefined } }],
    ['empty', { parameters: { state: '' } }],
    ['repeated', { encoded: 'access_token=a&state=one&state=two' }],
  ])('R15 leaves every pending sign-in intact when the state is %s', async (_, answer) => {
    await tab.open().auth.login();
    const pending = pendingKeys();
    await comeBack(await server.answer(tab.redirect, answer));

    expect(pending).toHaveLength(1);
    expect(pendingKeys()).toEqual(pending);
  });

  it('R15 A14 accepts a response once; the session survives its replay and the address bar is clean', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    const token = (await comeBack(response)).auth.accessToken();
    const { auth, location, events } = await comeBack(response);

    expect(auth.state().status).toBe('signed-in');
    expect(auth.accessToken()).toBe(token);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'sign-in-failed', error: expect.objectContaining({ code: 'state_unknown' }) }),
    );
    expect(location.href).not.toContain('token');
  });

  it('R15 A14 uses the state up even when the response is refused', async () => {
    await tab.open().auth.login();
    expectRefused(
      await comeBack(await server.answer(tab.redirect, { claims: { nonce: 'x' } })),
      'id_token_nonce_mismatch',
    );

    expectRefused(await comeBack(await server.answer(tab.redirect)), 'state_unknown');
  });

  it('R15 A14 deletes the record whatever comes of the response', async () => {
    await tab.open().auth.login();
    expect(pendingKeys()).toHaveLength(1);
    await comeBack(await server.answer(tab.redirect, { claims: { nonce: 'another' } }));

    expect(pendingKeys()).toEqual([]);
  });

  it('R15 refuses an answer that comes after the sign-in has expired', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    tab.platform.now = () => Date.now() + 1_800_001;

    expectRefused(await comeBack(response), 'state_expired');
  });

  it('R15 accepts an answer at the last moment', async () => {
    const start = Date.now();
    tab.platform.now = () => start;
    await tab.open(APP, { config: { signInLifetimeSeconds: 50 } }).auth.login();
    const response = await server.answer(tab.redirect);
    tab.platform.now = () => start + 50_000;
    const { auth } = await comeBack(response, { config: { signInLifetimeSeconds: 50 } });

    expect(auth.isAuthenticated()).toBe(true);
  });

  it('A21 keeps two sign-ins of one tab apart, whichever is answered first', async () => {
    await tab.open().auth.login({ returnTo: '/first' });
    const first = tab.redirect;
    await tab.open().auth.login({ returnTo: '/second' });
    const second = tab.redirect;
    const afterSecond = await comeBack(await server.answer(second));
    const secondToken = afterSecond.auth.accessToken();
    const afterFirst = await comeBack(await server.answer(first));

    expect(afterSecond.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/second' });
    expect(afterFirst.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/first' });
    expect(afterFirst.auth.accessToken()).not.toBe(secondToken);
    expect(pendingKeys()).toEqual([]);
  });

  it('A21 lets two tabs sign in side by side', async () => {
    const other = fakeTab(server);
    await tab.open().auth.login();
    await other.open().auth.login();
    const page = await comeBack(await server.answer(tab.redirect));
    const isAuthenticated = page.auth.isAuthenticated();
    const otherPage = other.open(await server.answer(other.redirect));
    await otherPage.auth.ready;

    expect([isAuthenticated, otherPage.auth.isAuthenticated()]).toEqual([true, true]);
  });

  it('A16 sends another state and another nonce each time', async () => {
    const { auth } = tab.open();
    await auth.login();
    await auth.login();
    const [first, second] = tab.redirects.map(({ url }) => new URL(url).searchParams);

    expect(first!.get('state')).not.toBe(second!.get('state'));
    expect(first!.get('nonce')).not.toBe(second!.get('nonce'));
  });
});

describe('an error response', () => {
  it.each(['#', '?'] as const)('R19 R21 is read from %s, with what the server says as it stands', async (component) => {
    await tab.open().auth.login();
    const page = await comeBack(
      server.refuse(tab.redirect, { component, parameters: { error_uri: 'https://id.example.com/why' } }),
    );

    expectRefused(page, 'access_denied');
    expect(page.auth.state()).toMatchObject({
      error: {
        server: {
          error: 'access_denied',
          description: 'Alice said <b>no</b>',
          uri: 'https://id.example.com/why',
        },
      },
    });
  });

  it('R16 is not believed when its state is unknown', async () => {
    await tab.open().auth.login();
    const page = await comeBack(server.refuse(tab.redirect, { parameters: { state: 'made-up' } }));

    expectRefused(page, 'state_unknown');
    expect(page.auth.state()).toMatchObject({ error: { server: undefined } });
  });

  it('R16 in the query is left to the app when its state is unknown', async () => {
    await tab.open().auth.login();
    const url = server.refuse(tab.redirect, { component: '?', parameters: { state: 'made-up' } });
    const page = await comeBack(url);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.location.href).toBe(url);
  });

  it('R18 is not attributed to the configured server when its issuer is another', async () => {
    await tab.open().auth.login();
    const page = await comeBack(server.refuse(tab.redirect, { parameters: { iss: 'https://evil.test' } }));

    expectRefused(page, 'response_issuer_mismatch');
    expect(page.auth.state()).toMatchObject({ error: { server: undefined } });
  });

  it('R20 with a token beside the error stays an error', async () => {
    expectRefused(await answerWith({ parameters: { error: 'access_denied' } }), 'response_contradictory');
  });

  it('leaves an earlier session standing', async () => {
    const { auth } = await tab.signIn();
    await auth.login({ prompt: 'login' });
    const page = await comeBack(server.refuse(tab.redirect));

    expect(page.auth.state().status).toBe('signed-in');
    expect(page.events.at(-1)).toMatchObject({ type: 'sign-in-failed', error: { code: 'access_denied' } });
  });
});

describe('a response that is refused keeps no token and leaves the address bar clean', () => {
  it('R21 when tokens come in the query', async () => {
    expectRefused(await answerWith({ component: '?' }), 'response_in_query');
  });

  it('R21 when tokens come in the query and nobody waits for them', async () => {
    expectRefused(await comeBack(`${APP}auth/callback?access_token=x&token_type=bearer`), 'state_missing');
  });

  it('R11 when its encoding is malformed', async () => {
    expectRefused(await comeBack(`${APP}auth/callback#access_token=%E0%A4%A`), 'response_malformed');
  });

  it('R12 when a parameter comes twice', async () => {
    const state = new URLSearchParams({ state: 'x' });
    expectRefused(
      await comeBack(`${APP}auth/callback#access_token=a&access_token=b&${state}`),
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
    expectRefused(await answerWith(answer), code);
  });

  it('R34 when the id_token was issued before its sign-in began', async () => {
    const iat = Math.floor(Date.now() / 1000) - 120;
    expectRefused(await answerWith({ claims: { iat } }), 'id_token_too_old');
  });

  it('R37 R38 R10 when the answer falls short of what the sign-in asked for', async () => {
    const acr = await tab.signIn({ login: { acrValues: 'urn:mfa' }, answer: { claims: { acr: 'urn:password' } } });
    expectRefused(acr, 'acr_mismatch');

    const maxAge = await tab.signIn({ login: { maxAgeSeconds: 60 }, answer: { claims: { auth_time: 1 } } });
    expectRefused(maxAge, 'auth_time_too_old');
  });
});
