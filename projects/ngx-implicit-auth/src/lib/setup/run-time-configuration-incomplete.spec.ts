import { fileURLToPath, URL } from 'node:url';
import { HashLocationStrategy, LocationStrategy } from '@angular/common';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { startGuarded, TARGET } from '../testing/guarded-app';
import { promisesTold } from '../testing/promises-told';

const server = await fakeAuthorizationServer();
let tab: Tab;

/** Jest's types leave it out. */
interface ModuleMocks {
  unstable_mockModule(path: string, load: () => never): void;
}

// As when the device is offline, or another version of the app was deployed.
const part = fileURLToPath(new URL('../settings/late-settings-part.ts', import.meta.url));
(jest as unknown as ModuleMocks).unstable_mockModule(part, () => {
  throw new TypeError('Failed to fetch dynamically imported module.');
});

const late: PageOptions = { source: (config) => () => Promise.resolve(config) };

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  tab = fakeTab(server);
});

describe('when what waits for the configuration cannot be loaded', () => {
  it.each<[string, PageOptions]>([
    ['with tokens in the fragment', {}],
    ['with a code in the query', { config: { responseType: 'code' } }],
    ['at another page', { config: { redirectUri: 'signed/in' } }],
    [
      'at an app with hash routing',
      { config: { redirectUri: '' }, providers: [{ provide: LocationStrategy, useClass: HashLocationStrategy }] },
    ],
  ])('R12 a response leaves the address bar all the same: %s', async (_, options) => {
    await tab.open(APP, options).auth.login();
    const { auth, location, events } = tab.open(await server.answer(tab.redirect), { ...options, ...late });
    await auth.ready;

    expect(location.href).toBe(new URL(options.config?.redirectUri ?? 'auth/callback', APP).href);
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'module_unavailable' } });
    expect(JSON.stringify([auth.state(), events])).not.toMatch(/state=|token=|code=/);
  });

  it.each(['list?page=2#top', 'list?estate=1'])('leaves an address alone that holds none: %s', async (path) => {
    const { auth, location } = tab.open(APP + path, late);
    await auth.ready;

    expect(location.href).toBe(APP + path);
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'module_unavailable' } });
  });

  it('a configuration that does not come either is no rejection that nobody handles', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => void rejections.push(reason);
    process.on('unhandledRejection', note);
    const { auth, errors } = tab.open(APP, { source: () => () => Promise.reject(new TypeError('Failed to fetch')) });
    await auth.ready;
    await promisesTold();
    process.off('unhandledRejection', note);

    expect([...rejections, ...errors]).toEqual([]);
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'module_unavailable' } });
  });

  it('a guard leads to the page that tells of it, and another try opens the app anew', async () => {
    const app = startGuarded(tab, TARGET, late);
    await app.settled();

    expect(app.text()).toContain('A part of this app could not be loaded.');
    (app.fixture.nativeElement as HTMLElement).querySelector('button')?.click();
    await app.auth.login().catch(() => {});
    expect(tab.reloads).toBe(1);
    expect(tab.redirects).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
