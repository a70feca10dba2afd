import { answered } from '../testing/answered-page';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { changePending, sessionKeys } from '../testing/stored-records';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('A28 a stored session', () => {
  const session = {
    id: 'session-1',
    accessToken: 'a',
    idToken: null,
    claims: null,
    scope: 'openid',
    receivedAt: 1e12,
    expiresAt: 9e15,
    server: { issuer: 'https://id.example.com', authorizationEndpoint: 'https://id.example.com/authorize' },
    sessionState: null,
  };

  beforeEach(async () => {
    await tab.signIn();
  });

  it('of the right form is restored', () => {
    tab.storage.setItem(sessionKeys(tab)[0]!, JSON.stringify(session));

    expect(tab.open().auth.state()).toEqual({ status: 'signed-in', session });
  });

  it.each([
    ['no JSON', '{'],
    ['empty', ''],
    ['null', 'null'],
    ['a number', '1'],
    ['a list', '[]'],
    ['huge nonsense', 'x'.repeat(4_000_000)],
    ['deeply nested', '['.repeat(100_000)],
    ['empty as an object', '{}'],
    ['without a deadline', JSON.stringify({ ...session, expiresAt: undefined })],
    ['without end', JSON.stringify(session).replace('9000000000000000', '1e999')],
    ['with a deadline in words', JSON.stringify({ ...session, expiresAt: '9e15' })],
    ['with a token that is no text', JSON.stringify({ ...session, accessToken: { toString: 'a' } })],
    ['with an id_token and no claims', JSON.stringify({ ...session, idToken: 'x.y.z' })],
    ['with verified claims and no id_token', JSON.stringify({ ...session, claims: { sub: 'mallory', iss: 'x' } })],
    ['with an id_token and unverified claims', JSON.stringify({ ...session, idToken: 'x.y.z', claims: { sub: 'm' } })],
    ['without a time of receipt', JSON.stringify({ ...session, receivedAt: undefined })],
    ['without a server', JSON.stringify({ ...session, server: undefined })],
    ['without an id', JSON.stringify({ ...session, id: undefined })],
    ['with a session state that is no text', JSON.stringify({ ...session, sessionState: 1 })],
    ['with claims that are none', JSON.stringify({ ...session, idToken: 'x.y.z', claims: [] })],
    ['without a scope', JSON.stringify({ ...session, scope: null })],
    ['with a polluted prototype only', `{"__proto__":${JSON.stringify(session)}}`],
  ])('that is %s counts as none, and the app is usable', async (_, content) => {
    tab.storage.setItem(sessionKeys(tab)[0]!, content);
    const { auth } = tab.open();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect((await tab.signIn()).auth.isAuthenticated()).toBe(true);
  });

  it('A24 with a polluted prototype pollutes nothing', () => {
    tab.storage.setItem(sessionKeys(tab)[0]!, `{"__proto__":{"polluted":1},${JSON.stringify(session).slice(1)}`);
    tab.open();

    expect({}).not.toHaveProperty('polluted');
  });
});

describe('A28 a pending sign-in', () => {
  beforeEach(async () => {
    await tab.open().auth.login();
  });

  const tampered = async (change: (record: Record<string, unknown>) => unknown) => {
    changePending(tab, change);
    return answered(tab, await server.answer(tab.redirect));
  };

  it.each<[string, (record: Record<string, unknown>) => unknown]>([
    ['empty', () => ({})],
    ['a list', () => []],
    ['null', () => null],
    ['without a nonce', ({ nonce, ...record }) => ({ ...record, other: nonce })],
    ['without a time', (record) => ({ ...record, requestedAt: 'now' })],
    ['without a server', (record) => ({ ...record, server: null })],
    ['with acr values that are no text', (record) => ({ ...record, acrValues: 1 })],
  ])('that is %s answers nothing', async (_, change) => {
    const { auth } = await tampered(change);

    expect(auth.state()).toMatchObject({ status: 'failed', error: { name: 'AuthError', code: 'state_unknown' } });
    expect(auth.accessToken()).toBeNull();
    expect(sessionKeys(tab)).toEqual([]);
  });

  it.each<[string, (record: Record<string, unknown>) => unknown, string]>([
    ['another nonce', (record) => ({ ...record, nonce: 'other' }), 'id_token_nonce_mismatch'],
    ['an empty nonce', (record) => ({ ...record, nonce: '' }), 'id_token_nonce_mismatch'],
    ['a time without end', (record) => ({ ...record, requestedAt: 9e15 }), 'state_expired'],
    ['keys that are none', (record) => ({ ...record, server: { jwks: {} } }), 'key_set_invalid'],
    ['keys that are a text', (record) => ({ ...record, server: { jwks: { keys: 'x' } } }), 'key_set_invalid'],
    ['no keys', (record) => ({ ...record, server: { jwks: { keys: [] } } }), 'signing_key_unknown'],
  ])('with %s signs nobody in', async (_, change, code) => {
    const { auth } = await tampered(change);

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code } });
    expect(sessionKeys(tab)).toEqual([]);
  });
});
