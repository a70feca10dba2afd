import { memoryStorage, withStorage } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { deniedStorage, TabStorage } from '../testing/tab-storage';
import { AUTH_STORAGE } from '../session/session-store';

const server = await fakeAuthorizationServer();
const sessionKey = () => Object.keys(tab.storage).find((key) => key.endsWith(' session'));
const pendingKey = () => Object.keys(tab.storage).find((key) => key.includes(' sign-in '))!;
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  localStorage.clear();
  sessionStorage.clear();
});

async function comeBack(url: string): Promise<Page> {
  const page = tab.open(url);
  await page.auth.ready;
  return page;
}

describe('what is kept where', () => {
  it('A19 is the session in sessionStorage by default, and nothing in localStorage', async () => {
    tab.platform.tabStorage = () => sessionStorage;
    const { auth } = await tab.signIn({ providers: [{ provide: AUTH_STORAGE, useValue: () => sessionStorage }] });

    expect(auth.isAuthenticated()).toBe(true);
    expect(Object.keys(sessionStorage)).toContain('ngx-implicit-auth https://id.example.com timesheets-spa session');
    expect(localStorage).toHaveLength(0);
  });

  it('A19 is no token anywhere, but in memory, with memoryStorage()', async () => {
    const memory = memoryStorage();
    const features = [withStorage(() => memory)];
    const { auth } = await tab.signIn({ features });

    expect(auth.accessToken()).not.toBeNull();
    expect(tab.storage.dump()).not.toContain(auth.accessToken());
    expect(sessionKey()).toBeUndefined();
    expect(tab.open(APP, { features }).auth.isAuthenticated()).toBe(true);
    expect(tab.open(APP, { features: [withStorage(memoryStorage)] }).auth.isAuthenticated()).toBe(false);
  });

  it('is the session in the storage of the app’s choice', async () => {
    const own = new TabStorage();
    await tab.signIn({ features: [withStorage(() => own)] });

    expect(Object.keys(own)).toEqual(['ngx-implicit-auth https://id.example.com timesheets-spa session']);
    expect(sessionKey()).toBeUndefined();
  });

  it('is no token before one has been verified', async () => {
    await tab.open().auth.login();
    const page = tab.open(await server.answer(tab.redirect));

    expect(tab.storage.dump()).not.toContain('access-token');
    await page.auth.ready;
    expect(tab.storage.dump()).toContain('access-token');
  });
});

describe('A28 a stored session', () => {
  const session = {
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
    tab.storage.setItem(sessionKey()!, JSON.stringify(session));

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
    ['with a session state that is no text', JSON.stringify({ ...session, sessionState: 1 })],
    ['with claims that are none', JSON.stringify({ ...session, idToken: 'x.y.z', claims: [] })],
    ['without a scope', JSON.stringify({ ...session, scope: null })],
    ['with a polluted prototype only', `{"__proto__":${JSON.stringify(session)}}`],
  ])('that is %s counts as none, and the app is usable', async (_, content) => {
    tab.storage.setItem(sessionKey()!, content);
    const { auth } = tab.open();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect((await tab.signIn()).auth.isAuthenticated()).toBe(true);
  });

  it('A24 with a polluted prototype pollutes nothing', () => {
    tab.storage.setItem(sessionKey()!, `{"__proto__":{"polluted":1},${JSON.stringify(session).slice(1)}`);
    tab.open();

    expect({}).not.toHaveProperty('polluted');
  });
});

describe('A28 a pending sign-in', () => {
  beforeEach(async () => {
    await tab.open().auth.login();
  });

  const tampered = async (change: (record: Record<string, unknown>) => unknown) => {
    tab.storage.setItem(pendingKey(), JSON.stringify(change(JSON.parse(tab.storage.getItem(pendingKey())!))));
    return comeBack(await server.answer(tab.redirect));
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
    expect(sessionKey()).toBeUndefined();
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
    expect(sessionKey()).toBeUndefined();
  });
});

describe('A28 a storage that is full', () => {
  it('gives up abandoned sign-ins of this app, and nothing else', async () => {
    tab.storage.setItem('own', 'kept');
    await tab.open().auth.login();
    const abandoned = pendingKey();
    const free = 5_000_000 - tab.storage.dump().length;
    tab.storage.setItem('filler', 'x'.repeat(free - 500));
    await tab.open().auth.login();

    expect(tab.redirects).toHaveLength(2);
    expect(tab.storage.getItem(abandoned)).toBeNull();
    expect(tab.storage.getItem('own')).toBe('kept');
    expect((await comeBack(await server.answer(tab.redirect))).auth.isAuthenticated()).toBe(true);
  });

  it('with nothing to give up keeps the sign-in from starting, with the reason', async () => {
    tab.storage.fill();
    const { auth } = tab.open();

    await expect(auth.login()).rejects.toMatchObject({ name: 'AuthError', code: 'storage_unavailable' });
    expect(tab.redirects).toEqual([]);
  });

  it('at the end of a sign-in keeps the session in memory for this page', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    tab.storage.fill();
    const { auth } = await comeBack(response);

    expect(auth.isAuthenticated()).toBe(true);
    expect(auth.snapshot().status).toBe('signed-in');
    expect(sessionKey()).toBeUndefined();
    expect(tab.open().auth.isAuthenticated()).toBe(false);
  });

  it('at the end of a second sign-in does not bring the first one back on the next page', async () => {
    await tab.signIn({ answer: { claims: { sub: 'alice' } } });
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect, { claims: { sub: 'bob' } });
    tab.storage.fill();
    const { auth } = await comeBack(response);

    expect(auth.claims()?.sub).toBe('bob');
    expect(tab.open().auth.claims()?.sub).not.toBe('alice');
  });
});

describe('A28 a storage that is denied', () => {
  beforeEach(() => {
    tab.platform.tabStorage = deniedStorage;
  });

  it('leaves the app usable, signed out', () => {
    const { auth, errors } = tab.open(`${APP}?state=own#section`);

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(errors).toEqual([]);
  });

  it('keeps a sign-in from starting, with the reason', async () => {
    tab.platform.userIsActive = () => false;
    const { auth } = tab.open();

    await expect(auth.login()).rejects.toMatchObject({ code: 'storage_unavailable' });
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'storage_unavailable' } });
  });

  it('keeps an unmistakable response from being used, and the address bar is clean', async () => {
    const { auth, location } = await comeBack(`${APP}auth/callback#access_token=x&state=y`);

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'state_unknown' } });
    expect(location.href).toBe(`${APP}auth/callback`);
  });

  it('for the session alone keeps it in memory', async () => {
    tab.platform.tabStorage = () => tab.storage;
    const page = await tab.signIn({ features: [withStorage(deniedStorage)] });

    expect(page.auth.snapshot().status).toBe('signed-in');
    await page.auth.logout({ scope: 'local' });
    expect(page.auth.snapshot().status).toBe('signed-out');
  });
});

describe('pending sign-ins', () => {
  it('R15 that were abandoned are dropped by the next one, those that may still be answered are not', async () => {
    const start = Date.now();
    tab.platform.now = () => start;
    await tab.open().auth.login();
    const first = pendingKey();
    tab.platform.now = () => start + 1_000_000;
    await tab.open().auth.login();
    tab.platform.now = () => start + 1_800_001;
    await tab.open().auth.login();

    expect(tab.storage.getItem(first)).toBeNull();
    expect(Object.keys(tab.storage).filter((key) => key.includes(' sign-in '))).toHaveLength(2);
  });

  it('A28 that are damaged are dropped as well, and records of others stay', async () => {
    tab.storage.setItem('ngx-implicit-auth https://id.example.com timesheets-spa sign-in x', 'nonsense');
    tab.storage.setItem('ngx-implicit-auth https://other.example.com timesheets-spa sign-in x', 'nonsense');
    await tab.open().auth.login();

    expect(Object.keys(tab.storage).filter((key) => tab.storage.getItem(key) === 'nonsense')).toEqual([
      'ngx-implicit-auth https://other.example.com timesheets-spa sign-in x',
    ]);
  });
});
