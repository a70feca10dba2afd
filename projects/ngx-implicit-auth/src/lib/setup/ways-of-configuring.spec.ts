import { inject, InjectionToken, provideEnvironmentInitializer } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AuthService, withSilentRenewal } from 'ngx-implicit-auth';
import { arrived, BACKEND, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { promisesTold } from '../testing/promises-told';

const API = 'https://api.example.com/timesheets';
const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

describe.each<[string, PageOptions['source']]>([
  ['an object', (config) => config],
  ['a function', (config) => () => config],
  ['a promise', (config) => Promise.resolve(config)],
])('configured by %s', (_, source) => {
  it('an app may sign in, and ask for a token, before it is fully set up', async () => {
    await tab.signIn();
    let login = Promise.resolve();
    let token: Promise<string | null> = Promise.resolve(null);
    const begin = () => {
      const auth = inject(AuthService);
      token = firstValueFrom(auth.accessTokenFor(API));
      login = auth.login();
    };
    const { auth } = tab.open(APP, {
      source,
      providers: [provideEnvironmentInitializer(begin)],
    });

    await expect(token).resolves.toEqual(expect.any(String));
    await login;
    expect(auth.state().status).toBe('redirecting');
    expect([tab.redirects.length, tab.reloads]).toEqual([2, 0]);
  });

  it('an app in the frame of a renewal leaves the answer to the page around it', async () => {
    await tab.open().auth.login();
    const answer = await server.answer(tab.redirect);
    Object.defineProperty(globalThis, 'frameElement', {
      configurable: true,
      value: { id: 'ngx-implicit-auth-renewal' },
    });
    try {
      const { auth, location } = tab.open(answer, { source, features: [withSilentRenewal()] });
      // By then, everything has gone on that waits for nothing else.
      await import('../settings/late-settings-part');
      await promisesTold();

      expect(location.href).toBe(answer);
      expect(auth.state()).toEqual({ status: 'starting' });
    } finally {
      Reflect.deleteProperty(globalThis, 'frameElement');
    }
  });

  it('a predicate of a resource server is called in an injection context', async () => {
    const GETS_TOKEN = new InjectionToken<boolean>('whether requests get the token');
    await tab.signIn();
    tab.open(APP, {
      source,
      providers: [BACKEND, { provide: GETS_TOKEN, useValue: true }],
      config: { resourceServers: [{ url: API, matches: () => inject(GETS_TOKEN) }] },
    });
    void send(API);

    expect(tokenOf(await arrived())).toMatch(/^Bearer ./);
  });
});

it('what a function tells without an issuer is no configuration', async () => {
  const { auth } = tab.open(APP, {
    source: (config) => () => ({ ...config, issuer: undefined as unknown as string }),
  });
  await auth.ready;

  expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'config_unavailable' } });
});
