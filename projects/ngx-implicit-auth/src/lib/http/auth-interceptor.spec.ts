import {
  HTTP_INTERCEPTORS,
  HttpClient,
  HttpContext,
  provideHttpClient,
  withInterceptors,
  withInterceptorsFromDi,
  withXhr,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthInterceptor, authInterceptor, SKIP_AUTH, type AuthConfig } from 'ngx-implicit-auth';
import { firstValueFrom } from 'rxjs';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab } from '../testing/fake-tab';
import { BOTH, REPORTS, TIMESHEETS } from '../testing/reports';
import { seenTokens } from '../testing/seen-tokens';
import { openedPage, signedInPage, type TestedPage } from '../testing/tested-page';
import { InterceptorUse } from './interceptor-use';

type Wiring = readonly (Provider | EnvironmentProviders)[];

const API = 'https://api.example.com/timesheets';
const FUNCTION: Wiring = [provideHttpClient(withInterceptors([authInterceptor]))];
const CLASS_PROVIDER = { provide: HTTP_INTERCEPTORS, useExisting: AuthInterceptor, multi: true };
const CLASS: Wiring = [provideHttpClient(withInterceptorsFromDi()), CLASS_PROVIDER];
const wired = (wiring: Wiring = FUNCTION, config: Partial<AuthConfig> = {}) => ({
  providers: [...wiring, provideHttpClientTesting()],
  config,
});
const http = () => TestBed.inject(HttpClient);
const authorizationOf = ({ request }: TestRequest) => request.headers.getAll('Authorization');

/** Sends a GET request, and tells what reached the backend. */
function sent(url: string, options: Parameters<HttpClient['get']>[1] = {}): TestRequest {
  http().get(url, options).subscribe();
  return TestBed.inject(HttpTestingController).expectOne(() => true);
}

const bearer = ({ auth }: Pick<TestedPage, 'auth'>) => [`Bearer ${auth.accessToken() ?? 'none'}`];

describe.each([
  ['function', FUNCTION],
  ['class', CLASS],
])('authInterceptor as a %s', (_, wiring) => {
  it('R47 sends the token in the Authorization header of a request to a resource server, and nowhere else', async () => {
    const page = signedInPage(wired(wiring));
    const request = sent(`${API}/2026?week=7`);

    expect(authorizationOf(request)).toEqual(bearer(page));
    expect(request.request.urlWithParams).toBe(`${API}/2026?week=7`);
  });

  it.each(['https://evil.test/timesheets', 'https://api.example.com/other', '/timesheets', 'assets/logo.svg'])(
    'A7 R49 sends no token to %s',
    async (url) => {
      signedInPage(wired(wiring));

      expect(authorizationOf(sent(url))).toBeNull();
    },
  );

  it('sends no token when signed out, and the request all the same', () => {
    openedPage(wired(wiring));

    expect(authorizationOf(sent(API))).toBeNull();
  });

  it('leaves alone a request that has the header already', async () => {
    signedInPage(wired(wiring));

    expect(authorizationOf(sent(API, { headers: { authorization: 'Basic own' } }))).toEqual(['Basic own']);
  });

  it('sets SKIP_AUTH for no request by itself', () => {
    expect(new HttpContext().get(SKIP_AUTH)).toBe(false);
  });

  it('leaves alone a request with SKIP_AUTH', async () => {
    signedInPage(wired(wiring));

    expect(authorizationOf(sent(API, { context: new HttpContext().set(SKIP_AUTH, true) }))).toBeNull();
  });
});

describe('authInterceptor', () => {
  it('R49 sends no token anywhere when no resource server is listed', async () => {
    signedInPage(wired(FUNCTION, { resourceServers: [] }));

    expect([API, '/api', '/'].map((url) => authorizationOf(sent(url)))).toEqual([null, null, null]);
  });

  it('R47 keeps the token out of the URL whatever the parameters', async () => {
    const page = signedInPage(wired());
    const { request } = sent(API, { params: { access_token: 'own' } });

    expect(request.urlWithParams).toBe(`${API}?access_token=own`);
    expect(request.urlWithParams).not.toContain(page.auth.accessToken());
  });

  it.each([
    ['both forms', [provideHttpClient(withInterceptors([authInterceptor]), withInterceptorsFromDi()), CLASS_PROVIDER]],
    ['the function twice', [provideHttpClient(withInterceptors([authInterceptor, authInterceptor]))]],
  ])('is idempotent: %s add one header', async (_, wiring) => {
    const page = signedInPage(wired(wiring));

    expect(authorizationOf(sent(API))).toEqual(bearer(page));
  });

  it('waits until the response being completed is dealt with', async () => {
    const page = openedPage(wired());
    await page.auth.login();
    const answered = page.controller.answer();
    http().get(API).subscribe();
    const controller = TestBed.inject(HttpTestingController);
    const sentAtOnce = controller.match(() => true);
    await answered;

    expect(sentAtOnce).toEqual([]);
    expect(authorizationOf(controller.expectOne(API))).toEqual(bearer(page));
  });

  it('waits for no request to anywhere else, nor for one with SKIP_AUTH', async () => {
    const { auth, controller: answers } = openedPage(wired());
    await auth.login();
    const answered = answers.answer();
    const controller = TestBed.inject(HttpTestingController);
    http().get('/config.json').subscribe();
    http()
      .get(API, { context: new HttpContext().set(SKIP_AUTH, true) })
      .subscribe();
    const sentAtOnce = controller.match(() => true).map(({ request }) => request.url);
    await answered;

    expect(sentAtOnce).toEqual(['/config.json', API]);
  });

  it('sends the request without a token when the response is refused', async () => {
    const { auth, controller } = openedPage(wired());
    await auth.login();
    const answered = controller.answer({ error: 'access_denied' });
    http().get(API).subscribe();
    await answered;

    expect(authorizationOf(TestBed.inject(HttpTestingController).expectOne(API))).toBeNull();
  });

  it('sends nothing when the request is cancelled while it waits', async () => {
    const { auth, controller } = openedPage(wired());
    await auth.login();
    const answered = controller.answer();
    http().get(API).subscribe().unsubscribe();
    await answered;

    expect(TestBed.inject(HttpTestingController).match(() => true)).toEqual([]);
  });

  it('A22 never sends an expired token, though its timer slept', async () => {
    const { auth } = signedInPage(wired());
    const later = Date.now() + 3_600_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    const token = auth.accessToken();

    expect(token).not.toBeNull();
    expect(authorizationOf(sent(API))).toBeNull();
    expect(auth.accessToken()).toBeNull();
  });

  it.each([
    ['notes', 'in dev mode', true, true],
    ['notes', 'where no build has settled the mode', undefined, true],
    ['does not note', 'in production', false, false],
  ])('%s that it is in use %s', (_, __, ngDevMode, isNoted) => {
    openedPage(wired());
    const mode = Object.getOwnPropertyDescriptor(globalThis, 'ngDevMode')!;
    Object.assign(globalThis, { ngDevMode });
    try {
      sent(API);
    } finally {
      Object.defineProperty(globalThis, 'ngDevMode', mode);
    }

    expect(TestBed.inject(InterceptorUse).seen).toBe(isNoted);
  });

  it('sends no token any more after a sign-out', async () => {
    const { auth } = signedInPage(wired());
    await auth.logout({ scope: 'local' });

    expect(authorizationOf(sent(API))).toBeNull();
  });

  it('sends no token where only an id_token was asked for', async () => {
    signedInPage(wired(FUNCTION, { responseType: 'id_token' }));

    expect(authorizationOf(sent(API))).toBeNull();
  });

  it('R48 hands a refusal of the API on, and tries nothing again', async () => {
    const { controller } = signedInPage(wired());
    const statuses: unknown[] = [];
    for (const status of [401, 403]) {
      http()
        .get(API)
        .subscribe({ error: (error: { status: unknown }) => statuses.push(error.status) });
      TestBed.inject(HttpTestingController).expectOne(API).flush('', { status, statusText: 'refused' });
    }
    TestBed.inject(HttpTestingController).verify();

    expect(statuses).toEqual([401, 403]);
    expect(controller.events.map(({ type }) => type)).toEqual(['signed-in']);
  });

  it('R49 sends the token of its own to a resource server that has one, and the session’s to the others', async () => {
    const page = signedInPage({ config: BOTH, providers: seenTokens().providers });
    page.controller.accessToken(REPORTS, 'its-own');
    const seen = await Promise.all([REPORTS, TIMESHEETS].map((url) => firstValueFrom(http().get(`${url}/7`))));

    expect(seen).toEqual(['Bearer its-own', ...bearer(page)]);
  });

  it('takes an entry that names no audience, resource or scope for a URL alone', async () => {
    const page = signedInPage(wired(FUNCTION, { resourceServers: [{ url: API, audience: '' }] }));

    expect(authorizationOf(sent(API))).toEqual(bearer(page));
    expect(await firstValueFrom(page.auth.accessTokenFor(API))).toBe(page.auth.accessToken());
  });

  it('works with the other backend of Angular as well', async () => {
    const page = signedInPage(wired([provideHttpClient(withXhr(), withInterceptors([authInterceptor]))]));

    expect(authorizationOf(sent(API))).toEqual(bearer(page));
  });

  it.each([
    ['/sub/', 'sub/'],
    ['/sub', 'sub/'],
    ['', ''],
  ])(
    'A7 A26 resolves listed URLs and requests against the base %j, and sends what it matched',
    async (baseHref, base) => {
      const server = await fakeAuthorizationServer();
      const tab = fakeTab(server);
      const options = { ...wired(FUNCTION, { resourceServers: ['api'] }), baseHref };
      await tab.open(`${APP}sub/page`, options).auth.login();
      const page = tab.open(await server.answer(tab.redirect), options);
      await page.auth.ready;

      const request = sent('api/x?y=1');
      expect(authorizationOf(request)).toEqual(bearer(page));
      expect(request.request.url).toBe(`${APP}${base}api/x?y=1`);
      expect(authorizationOf(sent(`/${base}api/x`))).toEqual(bearer(page));
      expect(authorizationOf(sent('/other/api/x'))).toBeNull();
    },
  );
});
