import { APP_BASE_HREF, HashLocationStrategy, LocationStrategy } from '@angular/common';
import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthError, authInterceptor, type AuthConfig } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { deniedStorage } from '../testing/tab-storage';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

const redirectUri = () => new URL(tab.redirect).searchParams.get('redirect_uri');

describe('a configuration that cannot work', () => {
  const wrong: Partial<AuthConfig> = { scope: 'profile' };
  const error = {
    name: 'AuthError',
    code: 'config_invalid',
    message: expect.stringContaining(
      "Option scope of the auth configuration is not usable: add 'openid', or ask for no id_token with responseType: 'token'.",
    ),
  };

  it('is reported when the app starts, in dev mode', async () => {
    const { reported } = tab.open(APP, { config: wrong });

    expect(await reported).toMatchObject(error);
  });

  it('keeps a sign-in from starting', async () => {
    const { auth } = tab.open(APP, { config: wrong });

    await expect(auth.login()).rejects.toMatchObject(error);
    expect(auth.state()).toMatchObject({ status: 'failed', error });
    expect(tab.redirects).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it.each<Partial<AuthConfig>>([
    { redirectUri: 'https://' },
    { postLogoutRedirectUri: 'https://[' },
    { resourceServers: ['https://'] },
    { issuer: undefined },
    { server: {} as AuthConfig['server'] },
    { clientId: undefined },
  ])('R6 is told of in these words, whatever is wrong: %j', async (config) => {
    const { reported } = tab.open(APP, { config });

    expect(await reported).toMatchObject({
      code: 'config_invalid',
      message: expect.stringMatching(/^Option [\w.]+ of/),
    });
  });

  it('that works is not reported', async () => {
    const { auth, errors } = tab.open();
    await auth.login();

    expect(errors).toEqual([]);
  });
});

describe('an error that may have its cause at the server', () => {
  const COMMAND =
    `npx ngx-implicit-auth doctor --issuer ${server.issuer} --client-id timesheets-spa --redirect-uri ` +
    'https://app.example.com/auth/callback --flow implicit --scope "openid profile read:timesheets"';

  it('ends, in dev mode, with the doctor’s command line for this app, as long as the app is there', async () => {
    const page = tab.open(APP);
    tab.platform.fetch = () => Promise.reject(new TypeError('offline'));
    const failed = await page.auth.login().catch((error: unknown) => error);
    TestBed.resetTestingModule();

    expect(String(failed).split(' (server_unreachable, see docs/errors.md#server_unreachable) ').at(-1)).toBe(
      `Or run: ${COMMAND}`,
    );
    expect(new AuthError('server_unreachable', 'No.').message).toMatch(/Or run: npx ngx-implicit-auth doctor$/);
  });
});

describe('the app’s base', () => {
  it.each([
    ['/', `${APP}auth/callback`],
    ['/sub/', `${APP}sub/auth/callback`],
    ['/sub', `${APP}sub/auth/callback`],
    ['', `${APP}auth/callback`],
    ['/sub/index.html', `${APP}sub/auth/callback`],
  ])('R6 is %j of the document', async (baseHref, expected) => {
    await tab.open(APP, { baseHref }).auth.login();

    expect(redirectUri()).toBe(expected);
  });

  it('A26 is APP_BASE_HREF where the app provides it', async () => {
    const providers = [{ provide: APP_BASE_HREF, useValue: '/own/' }];
    await tab.open(APP, { baseHref: '/sub/', providers }).auth.login();

    expect(redirectUri()).toBe(`${APP}own/auth/callback`);
  });

  it('A4 does not lie in the URL that happens to be open', async () => {
    await tab.open(`${APP}deep/down/page?x=1#y`).auth.login();

    expect(redirectUri()).toBe(`${APP}auth/callback`);
  });
});

describe('an app with hash routing', () => {
  const options = {
    config: { redirectUri: '' },
    providers: [{ provide: LocationStrategy, useClass: HashLocationStrategy }],
  };

  it('comes back to the hash route that it left', async () => {
    await tab.open(`${APP}#/reports?year=2026`, options).auth.login();
    const page = tab.open(await server.answer(tab.redirect), options);
    const landed = page.location.href;
    await page.auth.ready;

    expect(redirectUri()).toBe(APP);
    expect(landed).toBe(APP);
    expect(page.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/reports?year=2026' });
  });

  it('keeps its routes, whatever their query is called', () => {
    const { location, auth } = tab.open(`${APP}#/route?error=1&state=x&access_token=y`, options);

    expect(location.href).toBe(`${APP}#/route?error=1&state=x&access_token=y`);
    expect(auth.state().status).toBe('signed-out');
  });
});

describe('on a server', () => {
  const options = {
    providers: [
      { provide: PLATFORM_ID, useValue: 'server' },
      provideHttpClient(withInterceptors([authInterceptor])),
      provideHttpClientTesting(),
    ],
  };

  it('the state is starting, and ready does not keep the rendering waiting', async () => {
    const { auth } = tab.open(APP, options);
    await auth.ready;

    expect(auth.state()).toEqual({ status: 'starting' });
    expect([auth.isAuthenticated(), auth.accessToken()]).toEqual([false, null]);
  });

  it('no URL, storage or listener is touched', () => {
    const touched: string[] = [];
    tab.platform.tabStorage = () => {
      touched.push('storage');
      return deniedStorage();
    };
    const listen = jest.spyOn(globalThis, 'addEventListener');
    const url = `${APP}auth/callback?state=signed-out.x#access_token=x&state=y`;
    const { location } = tab.open(url, options);

    expect(location.urls).toEqual([url]);
    expect(touched).toEqual([]);
    expect(listen.mock.calls.filter(([type]) => type === 'pageshow')).toEqual([]);
  });

  it('a request is sent without a token, and at once', () => {
    tab.open(APP, options);
    const url = 'https://api.example.com/timesheets';
    TestBed.inject(HttpClient).get(url).subscribe();

    expect(TestBed.inject(HttpTestingController).expectOne(url).request.headers.has('Authorization')).toBe(false);
  });
});
