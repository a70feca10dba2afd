import { memoryStorage, withStorage } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { TabStorage } from '../testing/tab-storage';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('withStorage()', () => {
  it('R54 has the session at hand for the sign-out at the server when memoryStorage itself is given', async () => {
    const { auth } = await tab.signIn({ features: [withStorage(memoryStorage)] });
    const idToken = auth.idToken();
    await auth.logout();

    expect(new URL(tab.redirect).searchParams.get('id_token_hint')).toBe(idToken);
  });

  it('makes the storage once for each app', async () => {
    const make = jest.fn(memoryStorage);
    const page = await tab.signIn({ features: [withStorage(make)] });
    await page.auth.logout();

    // The first app has left for the server, and the second has come back.
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('tries again while the browser denies the storage', () => {
    const own = new TabStorage();
    const open = jest.fn(() => own);
    open.mockImplementationOnce(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    tab.open(APP, { features: [withStorage(open)] });

    expect(open).toHaveBeenCalledTimes(2);
  });
});
