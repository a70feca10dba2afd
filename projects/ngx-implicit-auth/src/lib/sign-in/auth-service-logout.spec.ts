import type { LogoutOptions } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { changeSession, sessionKeys } from '../testing/stored-records';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  for (const name of Object.keys(server.metadata)) Reflect.deleteProperty(server.metadata, name);
});

describe('logout()', () => {
  it('R53 tells the server which session and client ends, and where to come back to', async () => {
    const { auth } = await tab.signIn();
    const idToken = auth.idToken();
    await auth.logout();
    const url = new URL(tab.redirect);

    expect(url.origin + url.pathname).toBe('https://id.example.com/session/end');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      id_token_hint: idToken,
      client_id: 'timesheets-spa',
      post_logout_redirect_uri: APP,
      state: expect.stringMatching(/^signed-out\.[\w-]{43}$/),
    });
  });

  it('R53 keeps the query of the end-session endpoint', async () => {
    server.metadata['end_session_endpoint'] = `${server.issuer}/end?tenant=a%20b`;
    const { auth } = await tab.signIn();
    await auth.logout();

    expect(new URL(tab.redirect).searchParams.get('tenant')).toBe('a b');
  });

  it('R53 sends the id_token as a hint also when it has expired', async () => {
    const { auth } = await tab.signIn();
    const idToken = auth.idToken();
    tab.platform.now = () => Date.now() + 7_200_000;
    await auth.logout();

    expect(new URL(tab.redirect).searchParams.get('id_token_hint')).toBe(idToken);
  });

  it('R53 comes back to the configured page', async () => {
    const { auth } = await tab.signIn({ config: { postLogoutRedirectUri: 'goodbye' } });
    await auth.logout();

    expect(new URL(tab.redirect).searchParams.get('post_logout_redirect_uri')).toBe(`${APP}goodbye`);
  });

  it.each<[string | undefined, string]>([
    ['goodbye?from=menu', `${APP}goodbye?from=menu`],
    ['https://www.example.com/', 'https://www.example.com/'],
    ['', APP],
    [undefined, `${APP}configured`],
  ])('R53 comes back to the page that this sign-out names: %j', async (postLogoutRedirectUri, expected) => {
    const { auth } = await tab.signIn({ config: { postLogoutRedirectUri: 'configured' } });
    await auth.logout({ postLogoutRedirectUri });

    expect(new URL(tab.redirect).searchParams.get('post_logout_redirect_uri')).toBe(expected);
  });

  it('R53 sends what every sign-out asks for, and what this one does', async () => {
    const { auth } = await tab.signIn({ config: { logoutParameters: { ui_locales: 'de', logout_hint: 'alice' } } });
    await auth.logout({ parameters: { ui_locales: 'fr', reason: 'shared device' } });

    expect(Object.fromEntries(new URL(tab.redirect).searchParams)).toMatchObject({
      client_id: 'timesheets-spa',
      ui_locales: 'fr',
      logout_hint: 'alice',
      reason: 'shared device',
    });
  });

  it('R53 names the page to come back to as the server does', async () => {
    const { auth } = await tab.signIn({ config: { postLogoutRedirectParameter: 'logout_uri' } });
    await auth.logout({ postLogoutRedirectUri: 'goodbye' });
    const { searchParams } = new URL(tab.redirect);

    expect(searchParams.get('logout_uri')).toBe(`${APP}goodbye`);
    expect(searchParams.has('post_logout_redirect_uri')).toBe(false);
  });

  it.each<[string, LogoutOptions]>([
    ['a parameter of the library’s own', { parameters: { client_id: 'another' } }],
    ['an insecure page', { postLogoutRedirectUri: 'http://evil.test/' }],
    ['a page that is none', { postLogoutRedirectUri: 'https://' }],
  ])('R53 R54 refuses %s, and ends the session in the app all the same', async (_, options) => {
    const { auth } = await tab.signIn();

    await expect(auth.logout(options)).rejects.toMatchObject({ name: 'AuthError', code: 'request_invalid' });
    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(sessionKeys(tab)).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('R54 ends the session in the app before anything else', async () => {
    const { auth } = await tab.signIn();
    const logout = auth.logout();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(sessionKeys(tab)).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
    await logout;
    expect(tab.redirects).toHaveLength(2);
  });

  it('R54 ends the session in the app when the server has no end-session endpoint', async () => {
    server.metadata['end_session_endpoint'] = undefined;
    const { auth } = await tab.signIn();
    await auth.logout();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(sessionKeys(tab)).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('ends the session in this app only, when told so', async () => {
    const { auth } = await tab.signIn();
    await auth.logout({ scope: 'local' });

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(sessionKeys(tab)).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('has the last word over a response that is being completed', async () => {
    await tab.open().auth.login();
    const { auth } = tab.open(await server.answer(tab.redirect));
    await auth.logout({ scope: 'local' });
    await auth.ready;

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(sessionKeys(tab)).toEqual([]);
  });

  it('does nothing at the server when nobody is signed in', async () => {
    const { auth } = tab.open();
    await auth.logout();

    expect(tab.redirects).toEqual([]);
  });

  it.each(['javascript:alert(1)', 'http://evil.test/', 'nonsense'])(
    'A28 follows no end-session endpoint %j that was slipped into the storage',
    async (endSessionEndpoint) => {
      await tab.signIn();
      changeSession(tab, (session) => ({
        ...session,
        server: { ...(session['server'] as object), endSessionEndpoint },
      }));
      const { auth } = tab.open();
      const outcome = await auth.logout().catch((error: unknown) => error);

      expect(outcome).toMatchObject({ name: 'AuthError' });
      expect(tab.redirects).toHaveLength(1);
      expect(auth.state()).toEqual({ status: 'signed-out' });
    },
  );
});

describe('coming back from a sign-out', () => {
  it('R55 takes the state of the sign-out out of the address bar, and nothing else', async () => {
    const { auth } = await tab.signIn();
    await auth.logout();
    const state = new URL(tab.redirect).searchParams.get('state')!;
    const { location } = tab.open(`${APP}?state=${state}&lang=de#top`, { historyState: { own: 1 } });

    expect(location.urls).toEqual([`${APP}?lang=de#top`]);
    expect(location.getState()).toEqual({ own: 1 });
  });

  it.each(['?state=signed-out.forged', '?state=', '?state=%E0%A4%A', ''])(
    'R55 lands signed out, without a crash, by %j',
    async (query) => {
      const { auth } = await tab.signIn();
      await auth.logout();
      const page = tab.open(APP + query);

      expect(page.auth.state()).toEqual({ status: 'signed-out' });
      expect(page.errors).toEqual([]);
    },
  );

  it('R55 leaves a state parameter of the app’s own alone', () => {
    const { location } = tab.open(`${APP}?state=bavaria`);

    expect(location.href).toBe(`${APP}?state=bavaria`);
  });
});
