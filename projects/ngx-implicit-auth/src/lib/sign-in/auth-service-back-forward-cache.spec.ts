import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
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

    expect(left).toEqual({ status: 'redirecting', session: null });
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

    expect(auth.state()).toEqual({ status: 'redirecting', session: null });
  });

  it('is not listened for any more once the app is destroyed', async () => {
    const { auth } = tab.open();
    await auth.login();
    tab.open();
    pageShow(true);

    expect(auth.state()).toEqual({ status: 'redirecting', session: null });
  });
});
