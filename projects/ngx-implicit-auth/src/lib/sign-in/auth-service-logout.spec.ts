import type { AuthErrorCode } from '../protocol/auth-error';
import { fakeAuthorizationServer, type FakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import type { AuthEvent } from '../session/auth-state';
import type { LogoutOptions } from '../session/logout-options';

let server: FakeAuthorizationServer;
let tab: Tab;

beforeAll(async () => {
  server = await fakeAuthorizationServer();
});

beforeEach(() => {
  tab = fakeTab(server);
  for (const name of Object.keys(server.metadata)) Reflect.deleteProperty(server.metadata, name);
});

const stored = () => Object.keys(tab.storage).filter((key) => key.endsWith(' session'));

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

  it('R54 ends the session in the app before anything else', async () => {
    const { auth } = await tab.signIn();
    const logout = auth.logout();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(stored()).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
    await logout;
    expect(tab.redirects).toHaveLength(2);
  });

  it('R54 ends the session in the app when the server has no end-session endpoint', async () => {
    server.metadata['end_session_endpoint'] = undefined;
    const { auth } = await tab.signIn();
    await auth.logout();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(stored()).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('ends the session in this app only, when told so', async () => {
    const { auth } = await tab.signIn();
    await auth.logout({ scope: 'local' });

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(stored()).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('has the last word over a response that is being completed', async () => {
    await tab.open().auth.login();
    const { auth } = tab.open(await server.answer(tab.redirect));
    await auth.logout({ scope: 'local' });
    await auth.ready;

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(stored()).toEqual([]);
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
      const key = stored()[0]!;
      const session = JSON.parse(tab.storage.getItem(key)!);
      tab.storage.setItem(key, JSON.stringify({ ...session, server: { ...session.server, endSessionEndpoint } }));
      const { auth } = tab.open();
      const outcome = await auth.logout().catch((error: unknown) => error);

      expect(outcome).toMatchObject({ name: 'AuthError' });
      expect(tab.redirects).toHaveLength(1);
      expect(auth.state()).toEqual({ status: 'signed-out' });
    },
  );
});

describe('logout({ revoke: true })', () => {
  /** What became of everything until the revocation endpoint was asked, and the form it was sent. */
  interface Asked {
    readonly form: Readonly<Record<string, string>>;
    readonly redirects: number;
    readonly status: string;
    readonly stored: readonly string[];
  }
  let asked: Asked[];

  beforeEach(() => {
    asked = [];
    server.requests.length = 0;
  });

  /** Signs alice in, at a server that answers a revocation in a way. */
  async function signInAt(answer: () => Response | Promise<Response>, options: PageOptions = {}): Promise<Page> {
    const page = await tab.signIn(options);
    server.revocation = (form) => {
      asked.push({
        form: Object.fromEntries(form),
        redirects: tab.redirects.length,
        status: page.auth.state().status,
        stored: stored(),
      });
      return answer();
    };
    return page;
  }

  const revocations = () => server.requests.filter((url) => url === `${server.issuer}/revoke`).length;
  const endSession = () => tab.redirects.slice(1).map(({ url }) => url.split('?')[0]);
  const END = 'https://id.example.com/session/end';

  it.each<[LogoutOptions['scope'], string[]]>([
    ['local', []],
    ['everywhere', [END]],
    [undefined, [END]],
  ])('R54 revokes the access token once the session has ended here, before any redirect: %s', async (scope, left) => {
    const page = await signInAt(() => new Response());
    const accessToken = page.auth.accessToken();
    await page.auth.logout({ scope, revoke: true });

    expect(asked).toEqual([
      {
        form: { token: accessToken, token_type_hint: 'access_token', client_id: 'timesheets-spa' },
        redirects: 1,
        status: 'signed-out',
        stored: [],
      },
    ]);
    expect(endSession()).toEqual(left);
    expect(page.events.at(-1)).toEqual({ type: 'signed-out' });
  });

  it('waits for the answer before it leaves', async () => {
    let answer: (response: Response) => void = () => {};
    let arrive: () => void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const page = await signInAt(() => {
      arrive();
      return new Promise((resolve) => (answer = resolve));
    });
    const logout = page.auth.logout({ revoke: true });
    await arrived;
    const before = endSession();
    answer(new Response());
    await logout;

    expect(before).toEqual([]);
    expect(endSession()).toEqual([END]);
  });

  it.each<[string, () => Response | Promise<Response>, AuthErrorCode]>([
    ['refuses', () => Response.json({ error: 'unsupported_token_type' }, { status: 400 }), 'server_answer_invalid'],
    ['is out of order', () => new Response(null, { status: 503 }), 'server_answer_invalid'],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch')), 'server_unreachable'],
  ])('R54 signs out all the same when the server %s, and tells of it', async (_, answer, code) => {
    const page = await signInAt(answer);
    const accessToken = page.auth.accessToken()!;
    await page.auth.logout({ revoke: true });

    expect(asked).toHaveLength(1);
    expect(endSession()).toEqual([END]);
    expect(page.events.slice(-2)).toEqual([
      { type: 'signed-out' },
      { type: 'revocation-failed', error: expect.objectContaining({ name: 'AuthError', code }) },
    ]);
    const { error } = page.events.at(-1) as Extract<AuthEvent, { type: 'revocation-failed' }>;
    expect([error.message, error.stack, String(error.cause)].join()).not.toContain(accessToken);
  });

  it('says what to configure when the server has no revocation endpoint', async () => {
    server.metadata['revocation_endpoint'] = undefined;
    const page = await signInAt(() => new Response());
    await page.auth.logout({ revoke: true });

    expect(revocations()).toBe(0);
    expect(endSession()).toEqual([END]);
    expect(page.events.at(-1)).toMatchObject({
      type: 'revocation-failed',
      error: { code: 'metadata_invalid', message: expect.stringContaining('Configure server.revocationEndpoint') },
    });
  });

  it.each(['javascript:alert(1)', 'http://evil.test/', 'nonsense', '', 7, ['https://evil.test/'], null])(
    'A28 sends no token to the revocation endpoint %j that was slipped into the storage',
    async (revocationEndpoint) => {
      await tab.signIn();
      const key = stored()[0]!;
      const session = JSON.parse(tab.storage.getItem(key)!);
      tab.storage.setItem(key, JSON.stringify({ ...session, server: { ...session.server, revocationEndpoint } }));
      const page = tab.open();
      server.requests.length = 0;
      await page.auth.logout({ revoke: true });

      expect(server.requests).toEqual([]);
      expect(page.events.at(-1)).toMatchObject({ type: 'revocation-failed', error: { code: 'metadata_invalid' } });
      expect(endSession()).toEqual([END]);
    },
  );

  it('asks at an endpoint that is configured by hand', async () => {
    const { issuer } = server;
    const page = await signInAt(() => new Response(), {
      config: {
        server: {
          authorizationEndpoint: `${issuer}/authorize`,
          jwksUri: `${issuer}/keys`,
          revocationEndpoint: `${issuer}/revoke`,
        },
      },
    });
    await page.auth.logout({ revoke: true });

    expect(asked).toHaveLength(1);
    expect(endSession()).toEqual([]);
  });

  it.each<[string, LogoutOptions, PageOptions]>([
    ['it is not told to', {}, {}],
    ['it is told not to', { scope: 'local', revoke: false }, {}],
    ['there is no access token', { scope: 'local', revoke: true }, { config: { responseType: 'id_token' } }],
  ])('revokes nothing when %s', async (_, options, page) => {
    const { auth, events } = await signInAt(() => new Response(), page);
    await auth.logout(options);

    expect(revocations()).toBe(0);
    expect(events.at(-1)).toEqual({ type: 'signed-out' });
  });

  it('revokes nothing when nobody is signed in', async () => {
    const { auth, events } = tab.open();
    await auth.logout({ revoke: true });

    expect(server.requests).toEqual([]);
    expect(events).toEqual([{ type: 'signed-out' }]);
  });
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

describe('a page that comes back from the back/forward cache', () => {
  const pageShow = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

  it('A15 is signed out once a sign-out has happened since', async () => {
    const { auth } = await tab.signIn();
    tab.storage.clear();
    const before = auth.isAuthenticated();
    pageShow(true);

    expect(before).toBe(true);
    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(auth.accessToken()).toBeNull();
  });

  it('A15 settles when it was left for the authorization server', async () => {
    const { auth } = tab.open();
    await auth.login();
    const left = auth.state();
    pageShow(true);

    expect(left).toEqual({ status: 'redirecting' });
    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('A15 is signed in once a sign-in has happened since', async () => {
    await tab.signIn();
    const session = Object.fromEntries(Object.entries(tab.storage));
    tab.storage.clear();
    const { auth } = tab.open();
    Object.assign(tab.storage, session);
    pageShow(true);

    expect(auth.isAuthenticated()).toBe(true);
  });

  it('is told from a page that is merely shown for the first time', async () => {
    const { auth } = tab.open();
    await auth.login();
    pageShow(false);

    expect(auth.state()).toEqual({ status: 'redirecting' });
  });

  it('is not listened for any more once the app is destroyed', async () => {
    const { auth } = tab.open();
    await auth.login();
    tab.open();
    pageShow(true);

    expect(auth.state()).toEqual({ status: 'redirecting' });
  });
});
