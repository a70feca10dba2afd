import { TestBed } from '@angular/core/testing';
import { SessionMachine } from '../session/session-machine';
import { answered } from '../testing/answered-page';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { startGuarded, TARGET } from '../testing/guarded-app';
import { promisesTold } from '../testing/promises-told';
import { pendingKeys } from '../testing/stored-records';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  localStorage.clear();
  tab = fakeTab(server);
});

/** Has the server wait with each revocation. Resolves, once it waits, with a function that lets it answer. */
function revocationWaits(): { readonly asked: Promise<void>; readonly answer: () => void } {
  let ask: () => void;
  let answer: () => void = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const answered = new Promise<void>((resolve) => (answer = resolve));
  server.revocation = async () => {
    ask();
    await answered;
    return new Response();
  };
  return {
    asked,
    answer: () => {
      answer();
    },
  };
}

describe('a sign-out that is on its way to the server', () => {
  it('R54 has a sign-in wait until it is told', async () => {
    const { auth } = await tab.signIn();
    const before = tab.redirects.length;
    const revocation = revocationWaits();
    const logout = auth.logout({ scope: 'local', revoke: true });
    await revocation.asked;
    const login = auth.login();
    await promisesTold();
    const early = [auth.state().status, tab.redirects.length];
    revocation.answer();
    await logout;
    await login;

    expect(early).toEqual(['redirecting', before]);
    expect(tab.redirects).toHaveLength(before + 1);
    expect(new URL(tab.redirect).searchParams.get('response_type')).toBe('id_token token');
  });

  it('R54 has guards and requests wait for it', async () => {
    const { auth } = await tab.signIn();
    const machine = TestBed.inject(SessionMachine);
    const revocation = revocationWaits();
    const logout = auth.logout({ scope: 'local', revoke: true });
    const during = machine.pending;
    await revocation.asked;
    revocation.answer();
    await logout;
    await promisesTold();

    expect(during).not.toBeNull();
    expect(machine.pending).toBeNull();
  });

  it('R54 holds nobody back when it fails', async () => {
    const { auth } = await tab.signIn();
    const before = tab.redirects.length;
    tab.platform.redirect = () => {
      throw new Error('The browser refuses.');
    };
    await auth.logout().catch(() => {});
    tab.platform.redirect = (url, { replaceUrl }) => tab.redirects.push({ url, replaceUrl });
    await auth.login();

    expect(tab.redirects).toHaveLength(before + 1);
  });

  it('R54 is no sign-out at the server with scope: local', async () => {
    const { auth } = await tab.signIn();
    const before = tab.redirects.length;
    const logout = auth.logout({ scope: 'local' });

    expect(TestBed.inject(SessionMachine).pending).toBeNull();
    await logout;
    expect(tab.redirects).toHaveLength(before);
  });
});

describe('login()', () => {
  it('begins anew once the page has stayed', async () => {
    const { auth } = tab.open();
    const first = auth.login();
    await first;
    await auth.logout({ scope: 'local' });
    await auth.login();

    expect(tab.redirects).toHaveLength(2);
  });

  it('takes the place of one that a sign-out has ended while it started', async () => {
    const { auth, events } = tab.open();
    const first = auth.login({ returnTo: '/a' });
    await auth.logout({ scope: 'local' });
    const second = auth.login({ returnTo: '/b' });
    await Promise.all([first, second]);

    expect(tab.redirects).toHaveLength(1);
    expect(events.flatMap((event) => (event.type === 'sign-in-started' ? [event.returnTo] : []))).toContain('/b');
    const page = await answered(tab, await server.answer(tab.redirect));
    expect(page.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/b' });
  });

  it('shares what is under way with whoever asks meanwhile, and with nobody after that', async () => {
    const { auth } = tab.open();
    const one = auth.login();
    const other = auth.login();
    await Promise.all([one, other]);
    await auth.login();

    expect(tab.redirects).toHaveLength(2);
  });

  it('A22 shows nobody whose deadline passed while the page was left', async () => {
    const { auth } = await tab.signIn();
    const later = Date.now() + 700_000;
    tab.platform.now = () => later;
    await auth.login();

    expect(auth.state()).toEqual({ status: 'redirecting', session: null });
  });
});

describe('a guard', () => {
  it('begins no second redirect while the page is being left, as after login() in an initializer', async () => {
    const app = startGuarded(tab, '/', {});
    await app.settled();
    await app.auth.login();
    void app.router.navigateByUrl(TARGET);
    await promisesTold();

    expect(tab.redirects).toHaveLength(1);
    expect(pendingKeys(tab)).toHaveLength(1);
    expect(console.warn).not.toHaveBeenCalled();
    expect(app.text()).toBe('the home page');
  });
});
