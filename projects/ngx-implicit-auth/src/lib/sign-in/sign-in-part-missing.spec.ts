import { fileURLToPath, URL } from 'node:url';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { answered } from '../testing/answered-page';
import { SESSION } from '../testing/input-sessions';
import { SENTENCES } from '../testing/sentences';

const server = await fakeAuthorizationServer();
const KEY = `ngx-implicit-auth ${server.issuer} timesheets-spa session`;
const ERROR = { code: 'module_unavailable', message: expect.stringMatching(SENTENCES) as string };
let tab: Tab;

/** Jest's types leave it out. */
interface ModuleMocks {
  unstable_mockModule(path: string, load: () => never): void;
}

// As when the device is offline, or another version of the app was deployed.
(jest as unknown as ModuleMocks).unstable_mockModule(fileURLToPath(new URL('sign-in-part.ts', import.meta.url)), () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

beforeEach(() => {
  localStorage.clear();
  tab = fakeTab(server);
});

const withSession = () => {
  const times = { receivedAt: Date.now(), expiresAt: Date.now() + 600_000 };
  tab.storage.setItem(KEY, JSON.stringify({ ...SESSION, ...times }));
};

describe('when what signs in cannot be loaded', () => {
  it('login() fails, and tells where it was to come back to', async () => {
    const { auth, events } = tab.open(`${APP}week/7`);

    await expect(auth.login()).rejects.toMatchObject(ERROR);
    expect(auth.state()).toMatchObject({ status: 'failed', error: ERROR, returnTo: '/week/7' });
    expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed', returnTo: '/week/7' });
  });

  it('login() leaves the session standing', async () => {
    withSession();
    const { auth } = tab.open();

    await expect(auth.login()).rejects.toMatchObject(ERROR);
    expect(auth.state().status).toBe('signed-in');
  });

  it('a response fails, and leads back to the root of the app', async () => {
    const page = await answered(tab, `${APP}auth/callback#error=access_denied&state=x`);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: ERROR, returnTo: '/' });
  });

  it('R54 logout() ends the session here, and says that the server was not told', async () => {
    withSession();
    const { auth, events } = tab.open();

    await expect(auth.logout()).rejects.toMatchObject(ERROR);
    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(events.map(({ type }) => type)).toEqual(['signed-out']);
  });
});
