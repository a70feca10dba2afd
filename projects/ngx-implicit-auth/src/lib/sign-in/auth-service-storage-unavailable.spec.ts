import { withStorage } from 'ngx-implicit-auth';
import { answered } from '../testing/answered-page';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { pendingKeys, sessionKeys } from '../testing/stored-records';
import { deniedStorage } from '../testing/tab-storage';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('A28 a storage that is full', () => {
  it('gives up abandoned sign-ins of this app, and nothing else', async () => {
    tab.storage.setItem('own', 'kept');
    await tab.open().auth.login();
    const abandoned = pendingKeys(tab)[0]!;
    const free = 5_000_000 - tab.storage.dump().length;
    tab.storage.setItem('filler', 'x'.repeat(free - 500));
    await tab.open().auth.login();

    expect(tab.redirects).toHaveLength(2);
    expect(tab.storage.getItem(abandoned)).toBeNull();
    expect(tab.storage.getItem('own')).toBe('kept');
    expect((await answered(tab, await server.answer(tab.redirect))).auth.isAuthenticated()).toBe(true);
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
    const { auth } = await answered(tab, response);

    expect(auth.isAuthenticated()).toBe(true);
    expect(auth.snapshot().status).toBe('signed-in');
    expect(sessionKeys(tab)).toEqual([]);
    expect(tab.open().auth.isAuthenticated()).toBe(false);
  });

  it('at the end of a second sign-in does not bring the first one back on the next page', async () => {
    await tab.signIn({ answer: { claims: { sub: 'alice' } } });
    await tab.open().auth.login();
    const response = await server.answer(tab.redirect, { claims: { sub: 'bob' } });
    tab.storage.fill();
    const { auth } = await answered(tab, response);

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
    const { auth, location } = await answered(tab, `${APP}auth/callback#access_token=x&state=y`);

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
