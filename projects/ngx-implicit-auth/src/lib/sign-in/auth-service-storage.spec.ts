import { memoryStorage, withStorage } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { pendingKeys, sessionKeys } from '../testing/stored-records';
import { TabStorage } from '../testing/tab-storage';
import { AUTH_STORAGE } from '../session/session-store';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  localStorage.clear();
  sessionStorage.clear();
});

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
    expect(sessionKeys(tab)).toEqual([]);
    expect(tab.open(APP, { features }).auth.isAuthenticated()).toBe(true);
    expect(tab.open(APP, { features: [withStorage(memoryStorage)] }).auth.isAuthenticated()).toBe(false);
  });

  it('is the session in the storage of the app’s choice', async () => {
    const own = new TabStorage();
    await tab.signIn({ features: [withStorage(() => own)] });

    expect(Object.keys(own)).toEqual(['ngx-implicit-auth https://id.example.com timesheets-spa session']);
    expect(sessionKeys(tab)).toEqual([]);
  });

  it('is no token before one has been verified', async () => {
    await tab.open().auth.login();
    const page = tab.open(await server.answer(tab.redirect));

    expect(tab.storage.dump()).not.toContain('access-token');
    await page.auth.ready;
    expect(tab.storage.dump()).toContain('access-token');
  });
});

describe('pending sign-ins', () => {
  it('R15 that were abandoned are dropped by the next one, those that may still be answered are not', async () => {
    const start = Date.now();
    tab.platform.now = () => start;
    await tab.open().auth.login();
    const first = pendingKeys(tab)[0]!;
    tab.platform.now = () => start + 1_000_000;
    await tab.open().auth.login();
    tab.platform.now = () => start + 1_800_001;
    await tab.open().auth.login();

    expect(tab.storage.getItem(first)).toBeNull();
    expect(pendingKeys(tab)).toHaveLength(2);
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
