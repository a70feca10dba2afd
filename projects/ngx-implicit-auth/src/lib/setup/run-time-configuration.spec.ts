import { HashLocationStrategy, LocationStrategy } from '@angular/common';
import { HttpClient, HttpContext } from '@angular/common/http';
import { ApplicationInitStatus, inject, InjectionToken, PLATFORM_ID, provideAppInitializer } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { NavigationEnd } from '@angular/router';
import { filter, firstValueFrom } from 'rxjs';
import {
  AuthService,
  provideAuth,
  requireClaims,
  SKIP_AUTH,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  type AuthConfig,
} from 'ngx-implicit-auth';
import { arrived, BACKEND, noneElse, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, configFor, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { startGuarded, TARGET } from '../testing/guarded-app';
import { promisesTold } from '../testing/promises-told';
import { Secret, startApp } from '../testing/start-app';

const API = 'https://api.example.com/timesheets';
const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

/** A configuration that comes when the test says so. */
function comingLater() {
  let come: (config: AuthConfig) => void = () => {};
  let fail: (reason: unknown) => void = () => {};
  let known: AuthConfig;
  const source: PageOptions['source'] = (config) => {
    known = config;
    return () =>
      new Promise<AuthConfig>((resolve, reject) => {
        [come, fail] = [resolve, reject];
      });
  };
  return {
    source,
    come: (changes: Partial<AuthConfig> = {}) => {
      come({ ...known, ...changes });
    },
    fail: (reason: unknown) => {
      fail(reason);
    },
  };
}

/** Lets everything go on that waits for nothing else. */
async function aWhile(): Promise<void> {
  await import('../settings/late-settings-part');
  await import('../sign-in/sign-in-part');
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

describe('a function that tells the configuration', () => {
  it.each([false, true])('is called once, in an injection context (as AuthModule: %p)', (asModule) => {
    const CLIENT = new InjectionToken<string>('the client');
    let calls = 0;
    const { auth } = tab.open(APP, {
      asModule,
      providers: [{ provide: CLIENT, useValue: 'from-a-token' }],
      source: (config) => () => {
        calls += 1;
        return { ...config, clientId: inject(CLIENT) };
      },
    });

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(calls).toBe(1);
  });

  it('starts sign-ins and completes them as a configuration does', async () => {
    const options: PageOptions = { source: (config) => () => config };
    const { auth } = await tab.signIn(options);

    expect(auth.state().status).toBe('signed-in');
    expect(tab.open(APP, options).auth.state().status).toBe('signed-in');
  });

  it('is not called on a server', async () => {
    const source = jest.fn();
    const { auth, errors } = tab.open(APP, {
      source: () => source,
      providers: [{ provide: PLATFORM_ID, useValue: 'server' }, BACKEND],
    });
    void send(API);

    expect(tokenOf(await arrived())).toBeNull();
    expect(auth.state()).toEqual({ status: 'starting' });
    await auth.ready;
    await aWhile();
    expect(source).not.toHaveBeenCalled();
    expect(errors).toEqual([]);
  });
});

describe('a configuration that comes later', () => {
  it('has the state be `starting`, and the app and its first navigation wait', async () => {
    const later = comingLater();
    const { auth } = tab.open(APP, { source: later.source });
    const start = TestBed.inject(ApplicationInitStatus);
    await aWhile();

    expect(auth.state()).toEqual({ status: 'starting' });
    expect(start.done).toBe(false);
    later.come();
    await start.donePromise;
    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('may be a promise', async () => {
    const { auth } = tab.open(APP, { source: (config) => Promise.resolve(config) });
    await auth.ready;

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('restores the session that is kept', async () => {
    await tab.signIn();
    const later = comingLater();
    const { auth } = tab.open(APP, { source: later.source });
    later.come();
    await auth.ready;

    expect(auth.state().status).toBe('signed-in');
  });

  it.each<[string, Partial<AuthConfig>]>([
    ['in the fragment', {}],
    ['in the query', { responseType: 'code' }],
    ['at a redirect URI with a query of its own', { redirectUri: 'auth/callback?tenant=1' }],
    [
      'at a redirect URI with a query of its own, in the query',
      { redirectUri: 'auth/callback?a=1', responseType: 'code' },
    ],
  ])(
    'R12 takes the response out of the address bar before it has come, and completes it then: %s',
    async (_, config) => {
      const later = comingLater();
      const options = { config, source: later.source };
      const { auth: before } = tab.open(APP, options);
      const begun = before.login({ returnTo: '/there' });
      later.come();
      await begun;
      const { auth, location, events } = tab.open(await server.answer(tab.redirect), options);
      await aWhile();

      expect(location.href).toBe(`${APP}auth/callback`);
      expect(auth.state()).toEqual({ status: 'starting' });
      later.come();
      await auth.ready;
      expect(auth.state().status).toBe('signed-in');
      expect(events).toContainEqual({ type: 'signed-in', returnTo: '/there' });
      expect(location.href).not.toMatch(/state=/);
    },
  );

  it('completes a response at an app with hash routing', async () => {
    const later = comingLater();
    const options: PageOptions = {
      config: { redirectUri: '' },
      source: later.source,
      providers: [{ provide: LocationStrategy, useClass: HashLocationStrategy }],
    };
    const begun = tab.open(APP, options).auth.login();
    later.come();
    await begun;
    const answer = (await server.answer(tab.redirect)).replace('#', '#/');
    const { auth, location } = tab.open(answer, options);
    await aWhile();

    expect(location.href).toBe(APP);
    later.come();
    await auth.ready;
    expect(auth.state().status).toBe('signed-in');
  });

  it('R28 keeps a response out of the address of a route that has it come, and that no guard holds up', async () => {
    const config = { ...configFor(server), redirectUri: 'admin/callback' };
    await tab.open(APP, { config }).auth.login({ returnTo: '/admin' });
    let come: (config: AuthConfig) => void = () => {};
    const configuration = new Promise<AuthConfig>((resolve) => (come = resolve));
    const children = [
      { path: 'callback', children: [] },
      { path: '', component: Secret },
    ];
    const app = startApp(
      tab,
      await server.answer(tab.redirect),
      [{ path: 'admin', providers: [provideAuth(configuration)], children }],
      { config: { issuer: 'https://other.example.com' } },
    );
    await aWhile();
    await app.settled();
    expect([app.router.url, app.location.href]).toEqual(['/admin/callback', `${APP}admin/callback`]);
    const back = firstValueFrom(app.router.events.pipe(filter((event) => event instanceof NavigationEnd)));
    come(config);

    expect(await back).toMatchObject({ url: '/admin' });
    expect(app.location.urls).toEqual([`${APP}admin`]);
    expect(app.errors).toEqual([]);
  });

  it('leaves the answer to another server’s sign-in where it was', async () => {
    await tab.open().auth.login();
    const answer = await server.answer(tab.redirect);
    const later = comingLater();
    const { auth, location } = tab.open(answer, {
      source: later.source,
      config: { issuer: 'https://other.example.com', redirectUri: 'other/callback' },
    });
    await aWhile();
    expect(location.href).toBe(`${APP}auth/callback`);
    later.come();
    await auth.ready;

    expect(location.href).toBe(answer);
    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('R12 A6 takes a response out that answers nothing any more, and refuses it then', async () => {
    const later = comingLater();
    const { auth, location } = tab.open(`${APP}auth/callback#access_token=abc&state=used`, { source: later.source });
    await aWhile();
    expect(location.href).toBe(`${APP}auth/callback`);
    later.come();
    await auth.ready;

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'state_unknown' } });
    expect(location.href).toBe(`${APP}auth/callback`);
  });

  it('leaves a state of the app’s own alone', async () => {
    tab.storage.setItem('draft', 'open');
    const { auth, location } = tab.open(`${APP}list?state=open&state=#state=open`, { source: comingLater().source });
    await aWhile();

    expect(location.href).toBe(`${APP}list?state=open&state=#state=open`);
    expect(auth.state()).toEqual({ status: 'starting' });
  });

  it.each([
    ['comes', 'signed-in'],
    ['does not come', 'failed'],
  ])('holds up no initializer of the app’s own that waits for `ready`, when it %s', async (end, status) => {
    await tab.open().auth.login();
    const later = comingLater();
    const seen: string[] = [];
    const waitsForAuth = async () => {
      const auth = inject(AuthService);
      await auth.ready;
      seen.push(auth.snapshot().status);
    };
    const { location } = tab.open(await server.answer(tab.redirect), {
      source: later.source,
      providers: [provideAppInitializer(waitsForAuth)],
    });
    const start = TestBed.inject(ApplicationInitStatus);
    await aWhile();
    expect(seen).toEqual([]);
    if (end === 'comes') later.come();
    else later.fail(new Error('down'));
    await start.donePromise;

    expect(seen).toEqual([status]);
    expect(location.href).not.toContain('token');
  });

  it.each(['canActivate', 'canActivateChild', 'canMatch'])('has guards wait (%s)', async (kind) => {
    const later = comingLater();
    const guarded =
      kind === 'canActivateChild'
        ? { path: 'secret', children: [{ path: '', component: Secret }] }
        : { path: 'secret', component: Secret };
    const app = startApp(tab, `${APP}secret`, [{ ...guarded, [kind]: [requireClaims(() => true)] }], {
      source: later.source,
    });
    await aWhile();
    expect([tab.redirects, app.text()]).toEqual([[], '']);
    later.come();
    const { url } = await app.leaving();

    expect(new URL(url).searchParams.get('client_id')).toBe('timesheets-spa');
  });

  it('has guards wait', async () => {
    const later = comingLater();
    const app = startGuarded(tab, TARGET, { source: later.source });
    await aWhile();
    expect(tab.redirects).toEqual([]);
    later.come();
    const { url } = await app.leaving();

    expect(new URL(url).searchParams.get('client_id')).toBe('timesheets-spa');
  });

  it('has requests wait, and gives them the token then', async () => {
    await tab.signIn();
    const later = comingLater();
    tab.open(APP, { source: later.source, providers: BACKEND });
    void send(API);
    await aWhile();
    noneElse();
    later.come();

    expect(tokenOf(await arrived())).toMatch(/^Bearer ./);
  });

  it('lets pass what wants no token', async () => {
    tab.open(APP, { source: comingLater().source, providers: BACKEND });
    TestBed.inject(HttpClient)
      .get(API, { context: new HttpContext().set(SKIP_AUTH, true) })
      .subscribe();

    expect(tokenOf(await arrived())).toBeNull();
  });

  it('may come by the app’s own HttpClient, whose request does not wait for itself', async () => {
    let known: AuthConfig | undefined;
    const { auth } = tab.open(APP, {
      providers: BACKEND,
      source: (config) => {
        known = config;
        return () => firstValueFrom(inject(HttpClient).get<AuthConfig>('config.json'));
      },
    });
    (await arrived()).flush({ ...known });
    await auth.ready;

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('has what is asked for meanwhile wait: a sign-in, a sign-out, a renewal, a token', async () => {
    await tab.signIn();
    const later = comingLater();
    const options = { source: later.source, features: [withSilentRenewal()] };
    const { auth } = tab.open(APP, options);
    const renewed = auth.renew();
    const token = firstValueFrom(auth.accessTokenFor(API));
    await aWhile();
    expect(auth.state()).toEqual({ status: 'starting' });
    later.come();

    await expect(token).resolves.toEqual(expect.any(String));
    await expect(renewed).resolves.toMatchObject({ status: 'renewed' });

    const next = tab.open(APP, options);
    const out = next.auth.logout({ scope: 'local' });
    later.come();
    await out;
    expect(next.auth.state()).toEqual({ status: 'signed-out' });

    const last = tab.open(APP, options);
    const begun = last.auth.login();
    later.come();
    await begun;
    expect(last.auth.state().status).toBe('redirecting');
  });

  it('starts the features with it', async () => {
    const later = comingLater();
    const { auth } = tab.open(APP, {
      source: later.source,
      features: [withSilentRenewal(), withSilentSignIn(), withTabSync()],
    });
    await aWhile();
    later.come();
    await firstValueFrom(auth.events$);

    expect(auth.state().status).toBe('signed-in');
  });

  it.each([
    ['before what waits for it was loaded', async () => {}],
    ['while it was waited for', aWhile],
  ])('changes nothing in an app that is gone, %s', async (_, wait) => {
    await tab.open().auth.login();
    const answer = await server.answer(tab.redirect);
    const later = comingLater();
    const { auth, errors, location } = tab.open(answer, { source: later.source });
    await wait();
    const { href } = location;
    TestBed.resetTestingModule();
    later.come();
    await aWhile();

    expect(auth.state()).toEqual({ status: 'starting' });
    expect(location.href).toBe(href);
    expect(errors).toEqual([]);
  });

  it('has errors end with the doctor’s command line for it', async () => {
    const later = comingLater();
    const { auth } = tab.open(APP, { source: later.source });
    later.come();
    await auth.ready;
    tab.platform.fetch = () => Promise.reject(new TypeError('offline'));

    await expect(auth.login()).rejects.toMatchObject({
      message: expect.stringContaining(`doctor --issuer ${server.issuer} --client-id timesheets-spa`),
    });
  });

  it('is checked like any other', async () => {
    const later = comingLater();
    const { auth, reported } = tab.open(APP, { source: later.source });
    later.come({ scope: 'profile' });

    expect(await reported).toMatchObject({ code: 'config_invalid' });
    await expect(auth.login()).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

function fail(): never {
  throw new Error('not now');
}

const HOSTILE: PropertyDescriptor = { enumerable: true, get: fail };

describe('a configuration that does not come', () => {
  const wrong: readonly (readonly [string, PageOptions['source']])[] = [
    ['a promise that is rejected', () => () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'a function that throws',
      () => () => {
        throw new SyntaxError('Unexpected end of JSON input');
      },
    ],
    ['nothing', () => () => undefined as unknown as AuthConfig],
    ['null, later', () => () => Promise.resolve(null as unknown as AuthConfig)],
    ['a text', () => () => '<!doctype html>' as unknown as AuthConfig],
    ['a text, later', () => Promise.resolve('<!doctype html>' as unknown as AuthConfig)],
    ['a list', () => () => Promise.resolve([] as unknown as AuthConfig)],
    ['what has no issuer', () => () => Promise.resolve({ error: 'not found' } as unknown as AuthConfig)],
    ['a promise that throws', () => ({ then: () => fail() })],
    ['what throws when it is looked at', (config) => () => Object.defineProperty({ ...config }, 'scope', HOSTILE)],
    ['what throws when it is awaited', (config) => () => Object.defineProperty({ ...config }, 'then', HOSTILE)],
    ['resource servers that are none', (config) => () => ({ ...config, resourceServers: [null as unknown as string] })],
  ];

  it.each(wrong)('is a typed failure, told to the person: %s', async (_, source) => {
    const { auth, events, errors } = tab.open(APP, { source });
    await auth.ready;
    await aWhile();

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'config_unavailable' } });
    expect(events).toContainEqual(expect.objectContaining({ type: 'sign-in-failed' }));
    expect(errors).toEqual([]);
  });

  it('is no rejection that nobody handles, on a server that nobody asks', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => void rejections.push(reason);
    process.on('unhandledRejection', note);
    // As the CLI does when it builds for a server.
    Object.assign(globalThis, { ngServerMode: true });
    const { auth } = tab.open(APP, {
      source: () => Promise.reject(new TypeError('Failed to parse URL from config.json')),
      providers: [{ provide: PLATFORM_ID, useValue: 'server' }],
    });
    Reflect.deleteProperty(globalThis, 'ngServerMode');
    await promisesTold();
    process.off('unhandledRejection', note);

    expect(rejections).toEqual([]);
    expect(auth.state()).toEqual({ status: 'starting' });
  });

  it('keeps what was thrown as the cause', async () => {
    const reason = new TypeError('Failed to fetch');
    const { auth } = tab.open(APP, { source: () => Promise.reject(reason) });
    await auth.ready;

    expect(auth.state()).toMatchObject({ error: { cause: reason } });
  });

  it('shows why at the page of the redirect URI, and another try opens the app anew where it was to go', async () => {
    const app = startGuarded(tab, TARGET, { source: () => Promise.reject(new Error('down')) });
    await app.settled();

    expect(app.text()).toContain('This app could not be set up.');
    (app.fixture.nativeElement as HTMLElement).querySelector('button')?.click();
    await aWhile();
    expect(tab.reloads).toBe(1);
    expect(app.location.href).toBe(new URL(TARGET, APP).href);
    expect(tab.redirects).toEqual([]);
  });

  it('another try in a popup opens the app anew as well, where the sign-in was to come back to', async () => {
    const { auth, location } = tab.open(APP, { source: () => () => Promise.reject(new Error('down')) });
    await auth.ready;

    await expect(auth.login({ window: 'popup', returnTo: '/there' })).rejects.toMatchObject({
      code: 'popup_superseded',
    });
    expect([tab.reloads, tab.popups.length, location.href]).toEqual([1, 0, `${APP}there`]);
    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'config_unavailable' } });
  });

  it('sends requests without a token', async () => {
    tab.open(APP, { source: () => Promise.reject(new Error('down')), providers: BACKEND });
    void send(API);

    expect(tokenOf(await arrived())).toBeNull();
  });

  it('R8 is not tried again and again by itself', async () => {
    tab.platform.userIsActive = () => false;
    const options: PageOptions = { source: () => Promise.reject(new Error('down')) };
    const signIn = async () => {
      const { auth } = tab.open(APP, options);
      await auth.ready;
      await auth.login();
    };
    for (let page = 0; page < 3; page += 1) await signIn();

    await expect(signIn()).rejects.toMatchObject({ code: 'redirect_loop' });
    expect(tab.reloads).toBe(3);
  });

  it('keeps the response out of the address bar', async () => {
    await tab.open().auth.login();
    const { auth, location } = tab.open(await server.answer(tab.redirect), {
      source: () => Promise.reject(new Error('down')),
    });
    await auth.ready;

    expect(location.href).toBe(`${APP}auth/callback`);
    expect(auth.state()).toMatchObject({ error: { code: 'config_unavailable' } });
  });
});
