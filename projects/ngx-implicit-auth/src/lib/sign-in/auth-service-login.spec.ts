import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  server.requests.length = 0;
});

/** Signs in once more and tells where that leads back to. */
async function returnToOf({ auth }: Page): Promise<string | undefined> {
  const { events } = await comeBack(auth);
  const last = events.at(-1);
  return last?.type === 'signed-in' ? last.returnTo : undefined;
}

async function comeBack(auth: Page['auth']): Promise<Page> {
  await auth.ready;
  const page = tab.open(await server.answer(tab.redirect));
  await page.auth.ready;
  return page;
}

describe('login()', () => {
  it('is one sign-in, however often it is called while it starts', async () => {
    const { auth, events } = tab.open();
    await Promise.all([auth.login({ returnTo: '/a' }), auth.login({ returnTo: '/b' }), auth.login()]);

    expect(tab.redirects).toHaveLength(1);
    expect(events).toEqual([{ type: 'sign-in-started', returnTo: '/a' }]);
  });

  it('R6 names the redirect URI to register, in dev mode, when an earlier sign-in was never answered', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await tab.open().auth.login();
    expect(warn).not.toHaveBeenCalled();
    await tab.open().auth.login();

    expect(warn).toHaveBeenCalledWith(expect.stringContaining(`exactly ${APP}auth/callback as redirect URI`));
  });

  it('says in dev mode that a login page is mostly refused in a frame, and goes there all the same', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    tab.platform.isFramed = () => true;
    await tab.open().auth.login();

    expect(warn.mock.calls).toEqual([[expect.stringContaining("Sign in with login({ window: 'popup' }), or open")]]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('shares a failure as well, and can be tried again', async () => {
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const { auth } = tab.open();
    const outcomes = await Promise.allSettled([auth.login(), auth.login()]);
    tab.platform.fetch = server.fetch;
    await auth.login();

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(tab.redirects).toHaveLength(1);
  });

  it('A20 waits for a response being completed, and leaves for nowhere when that signs in', async () => {
    await tab.open().auth.login();
    const { auth } = tab.open(await server.answer(tab.redirect));
    await auth.login();

    expect(auth.isAuthenticated()).toBe(true);
    expect(tab.redirects).toHaveLength(1);
  });

  it('A20 sends nobody away while a response is being completed, and refused', async () => {
    await tab.open().auth.login();
    const { auth } = tab.open(server.refuse(tab.redirect));

    await auth.login();

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'access_denied' } });
    expect(tab.redirects).toHaveLength(1);
  });

  it('leaves the entry of the page in the history, or takes its place when told to', async () => {
    const { auth } = tab.open();
    await auth.login();
    await auth.login({ replaceUrl: true });

    expect(tab.redirects.map(({ replaceUrl }) => replaceUrl)).toEqual([false, true]);
  });

  it('does not leave any more when a sign-out came in between', async () => {
    const { auth } = tab.open();
    const login = auth.login();
    await auth.logout();
    await login;

    expect(tab.redirects).toEqual([]);
    expect(auth.state().status).toBe('signed-out');
  });

  it('comes back to the current URL, query and fragment included, unless told otherwise', async () => {
    const { auth } = tab.open(`${APP}reports?year=2026&q=a%20b#totals`);
    await auth.login();

    expect(await returnToOf({ auth } as Page)).toBe('/reports?year=2026&q=a%20b#totals');
  });

  it.each(['/sub/', '/sub'])('comes back to the URL within the app when the app is at %j', async (baseHref) => {
    const { auth } = tab.open(`${APP}sub/reports?year=2026`, { baseHref });
    await auth.login();

    expect(new URL(tab.redirect).searchParams.get('redirect_uri')).toBe(`${APP}sub/auth/callback`);
    const page = tab.open(await server.answer(tab.redirect), { baseHref });
    await page.auth.ready;
    expect(page.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/reports?year=2026' });
  });

  it.each([
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'https://evil.test/',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    '/\t/evil.test',
    '/\n/evil.test',
    'reports',
    '',
  ])('A4 comes back to the app’s root when told to come back to %j', async (returnTo) => {
    const { auth, events } = tab.open();
    await auth.login({ returnTo });

    expect(events).toEqual([{ type: 'sign-in-started', returnTo: '/' }]);
    expect(await returnToOf({ auth } as Page)).toBe('/');
  });

  it('A4 sends the return URL nowhere', async () => {
    const { auth } = tab.open();
    await auth.login({ returnTo: '/only-here' });

    expect(tab.redirect).not.toContain('only-here');
  });

  it('A4 does not come back to a foreign URL that was slipped into the stored record', async () => {
    await tab.open().auth.login({ returnTo: '/reports' });
    const key = Object.keys(tab.storage).find((name) => name.includes(' sign-in '))!;
    tab.storage.setItem(key, tab.storage.getItem(key)!.replace('"/reports"', '"//evil.test"'));
    const page = tab.open(await server.answer(tab.redirect));
    await page.auth.ready;

    expect(page.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/' });
  });
});

describe('a redirect loop', () => {
  const start = 1_800_000_000_000;
  let now: number;

  beforeEach(() => {
    now = start;
    tab.platform.now = () => now;
  });

  async function roundTrips(count: number): Promise<void> {
    for (let trip = 0; trip < count; trip++) await tab.open().auth.login();
  }

  it('is broken at the fourth automatic round trip within a minute, with the reason', async () => {
    tab.platform.userIsActive = () => false;
    await roundTrips(3);
    const { auth } = tab.open();

    await expect(auth.login()).rejects.toMatchObject({
      code: 'redirect_loop',
      message: expect.stringMatching(/clock/),
    });
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'redirect_loop' } });
    expect(tab.redirects).toHaveLength(3);
  });

  it('is broken before the server is asked for anything', async () => {
    tab.platform.userIsActive = () => false;
    await roundTrips(3);
    server.requests.length = 0;
    await expect(tab.open().auth.login()).rejects.toMatchObject({ code: 'redirect_loop' });

    expect(server.requests).toEqual([]);
  });

  it('stays broken for what comes by itself until the minute is over, and not for a person’s click', async () => {
    tab.platform.userIsActive = () => false;
    await roundTrips(3);
    const { auth } = tab.open();
    await expect(auth.login()).rejects.toMatchObject({ code: 'redirect_loop' });
    await expect(auth.login()).rejects.toMatchObject({ code: 'redirect_loop' });
    tab.platform.userIsActive = () => true;
    await auth.login();
    tab.platform.userIsActive = () => false;
    now += 60_000;
    await auth.login();

    expect(tab.redirects).toHaveLength(5);
  });

  it('is not seen in round trips that are more than a minute apart', async () => {
    tab.platform.userIsActive = () => false;
    await roundTrips(3);
    now += 60_000;
    await roundTrips(3);

    expect(tab.redirects).toHaveLength(6);
  });

  it('is not seen in a person’s own clicks', async () => {
    await roundTrips(7);

    expect(tab.redirects).toHaveLength(7);
  });

  it('is broken although each round trip signs in and the tokens expire at once', async () => {
    tab.platform.userIsActive = () => false;
    const expired = { parameters: { expires_in: '1' } };
    const attempt = async () => {
      await tab.signIn({ answer: expired });
      now += 2_000;
    };
    tab.platform.pageRequestedAt = () => now;
    // Tokens are dated by the real clock.
    tab.platform.now = () => Date.now() + (now - start);
    for (let trip = 0; trip < 3; trip++) await attempt();

    await expect(attempt()).rejects.toMatchObject({ code: 'redirect_loop' });
  });

  it('A28 is counted in spite of what else the record holds', async () => {
    tab.platform.userIsActive = () => false;
    await roundTrips(1);
    const key = Object.keys(tab.storage).find((name) => name.endsWith('round-trips'))!;
    for (const content of ['nonsense', '{"length":9}', '[null,"x",{},1e999]', '']) {
      tab.storage.setItem(key, content);
      await roundTrips(1);
    }

    expect(tab.redirects).toHaveLength(5);
  });
});
