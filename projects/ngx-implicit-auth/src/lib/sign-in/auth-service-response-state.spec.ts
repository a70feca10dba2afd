import { answered, expectRefused } from '../testing/answered-page';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { pendingKeys } from '../testing/stored-records';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('the state of a response', () => {
  it('R15 A1 refuses a response that no sign-in of this browser asked for, and keeps nothing of it', async () => {
    const attacker = fakeTab(server);
    await attacker.open().auth.login();

    expectRefused(tab, await answered(tab, await server.answer(attacker.redirect)), 'state_unknown');
  });

  it('R15 refuses a response without a state', async () => {
    await tab.open().auth.login();

    expectRefused(tab, await tab.signIn({ answer: { parameters: { state: undefined } } }), 'state_missing');
  });

  it.each([
    ['unknown', { parameters: { state: 'made-up' } }],
    ['missing', { parameters: { state: undefined } }],
    ['empty', { parameters: { state: '' } }],
    ['repeated', { encoded: 'access_token=a&state=one&state=two' }],
  ])('R15 leaves every pending sign-in intact when the state is %s', async (_, answer) => {
    await tab.open().auth.login();
    const pending = pendingKeys(tab);
    await answered(tab, await server.answer(tab.redirect, answer));

    expect(pending).toHaveLength(1);
    expect(pendingKeys(tab)).toEqual(pending);
  });

  it('R15 A14 accepts a response once; the session survives its replay and the address bar is clean', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    const token = (await answered(tab, response)).auth.accessToken();
    const { auth, location, events } = await answered(tab, response);

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
      tab,
      await answered(tab, await server.answer(tab.redirect, { claims: { nonce: 'x' } })),
      'id_token_nonce_mismatch',
    );

    expectRefused(tab, await answered(tab, await server.answer(tab.redirect)), 'state_unknown');
  });

  it('R15 A14 deletes the record whatever comes of the response', async () => {
    await tab.open().auth.login();
    expect(pendingKeys(tab)).toHaveLength(1);
    await answered(tab, await server.answer(tab.redirect, { claims: { nonce: 'another' } }));

    expect(pendingKeys(tab)).toEqual([]);
  });

  it('R15 refuses an answer that comes after the sign-in has expired', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    tab.platform.now = () => Date.now() + 1_800_001;

    expectRefused(tab, await answered(tab, response), 'state_expired');
  });

  it('R15 accepts an answer at the last moment', async () => {
    const start = Date.now();
    tab.platform.now = () => start;
    await tab.open(APP, { config: { signInLifetimeSeconds: 50 } }).auth.login();
    const response = await server.answer(tab.redirect);
    tab.platform.now = () => start + 50_000;
    const { auth } = await answered(tab, response, { config: { signInLifetimeSeconds: 50 } });

    expect(auth.isAuthenticated()).toBe(true);
  });

  it('A21 keeps two sign-ins of one tab apart, whichever is answered first', async () => {
    await tab.open().auth.login({ returnTo: '/first' });
    const first = tab.redirect;
    await tab.open().auth.login({ returnTo: '/second' });
    const second = tab.redirect;
    const afterSecond = await answered(tab, await server.answer(second));
    const secondToken = afterSecond.auth.accessToken();
    const afterFirst = await answered(tab, await server.answer(first));

    expect(afterSecond.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/second' });
    expect(afterFirst.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/first' });
    expect(afterFirst.auth.accessToken()).not.toBe(secondToken);
    expect(pendingKeys(tab)).toEqual([]);
  });

  it('A21 lets two tabs sign in side by side', async () => {
    const other = fakeTab(server);
    await tab.open().auth.login();
    await other.open().auth.login();
    const page = await answered(tab, await server.answer(tab.redirect));
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

describe('the page that a response comes to', () => {
  const CALLBACK = `${APP}auth/callback`;

  it('R28 may have a slash more than the redirect URI', async () => {
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect);
    const page = await answered(tab, response.replace(CALLBACK, `${CALLBACK}/`));

    expect(page.auth.isAuthenticated()).toBe(true);
    expect(page.location.urls.at(0)).toBe(`${CALLBACK}/`);
  });

  it.each(['Auth/Callback', 'auth/callback/index.html', ''])(
    'R28 R8 is told together with the one that was expected: %j',
    async (path) => {
      await tab.open().auth.login();
      const response = await server.answer(tab.redirect);
      const page = await answered(tab, response.replace(CALLBACK, APP + path));

      expectRefused(tab, page, 'redirect_uri_mismatch');
      const { error } = page.auth.state() as { error: Error };
      expect(error.message).toContain(` came to ${APP}${path}, and redirectUri is ${CALLBACK}. `);
      expect(pendingKeys(tab)).toEqual([]);
    },
  );
});
