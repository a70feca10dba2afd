import { HttpClient, provideHttpClient, withInterceptors, type HttpInterceptorFn } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor, stepUpInterceptor, stepUpInterceptorWith } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { comesTo, openedPopup } from '../testing/opened-popup';
import { sessionIn } from '../testing/page-state';

const API = 'https://api.example.com/timesheets';
const server = await fakeAuthorizationServer();
const options = {
  providers: [provideHttpClient(withInterceptors([authInterceptor, stepUpInterceptor])), provideHttpClientTesting()],
};
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

/** Sends a request that is refused with this header; tells what comes of it. */
async function refused(challenge: string | null, url = API, status = 401): Promise<unknown> {
  const answer = new Promise((resolve) => {
    TestBed.inject(HttpClient).get(url).subscribe({ next: resolve, error: resolve });
  });
  const headers: Record<string, string> = challenge === null ? {} : { 'WWW-Authenticate': challenge };
  TestBed.inject(HttpTestingController).expectOne(url).flush(null, { status, statusText: 'no', headers });
  return answer;
}
const request = () => Object.fromEntries(new URL(tab.redirect).searchParams);

describe('a resource server that asks for another authentication', () => {
  it('RFC 9470: has the person authenticate in that way, and come back to the page', async () => {
    await tab.signIn({ ...options, login: { returnTo: '/salary' } });
    tab.redirects.length = 0;
    const failure = await refused(
      'Bearer error="insufficient_user_authentication", error_description="Stronger, please", acr_values="mfa hwk", max_age="5"',
    );

    expect(failure).toMatchObject({ status: 401 });
    expect(request()).toMatchObject({ acr_values: 'mfa hwk', max_age: '5' });
  });

  it('reads a challenge without quotes, too', async () => {
    await tab.signIn(options);
    await refused('Bearer error=insufficient_user_authentication,max_age=60');

    expect(request()).toMatchObject({ max_age: '60' });
    expect(request()).not.toHaveProperty('acr_values');
  });

  it.each(['max_age="12x"', 'max_age="x12"', 'max_age=""', 'max_age="-1"', 'scope="write"'])(
    'asks for no max_age with %s',
    async (parameter) => {
      await tab.signIn(options);
      await refused(`Bearer error="insufficient_user_authentication", acr_values="mfa", ${parameter}`);

      expect(request()).toMatchObject({ acr_values: 'mfa' });
      expect(request()).not.toHaveProperty('max_age');
    },
  );

  it.each([
    ['another error', 'Bearer error="invalid_token", acr_values="mfa"', API, 401],
    ['no challenge', null, API, 401],
    ['another status', 'Bearer error="insufficient_user_authentication", acr_values="mfa"', API, 403],
    ['an error that only begins alike', 'Bearer error="insufficient_user_authentication2"', API, 401],
    ['a challenge that names no authentication', 'Bearer error="insufficient_user_authentication"', API, 401],
    ['a max_age that begins like a number', 'Bearer error="insufficient_user_authentication", max_age="12x"', API, 401],
    ['a max_age that ends like a number', 'Bearer error="insufficient_user_authentication", max_age="x12"', API, 401],
    [
      'A7 a server that is not listed',
      'Bearer error="insufficient_user_authentication", max_age="1"',
      'https://evil.test/',
      401,
    ],
  ])('leads nowhere with %s', async (_, challenge, url, status) => {
    await tab.signIn(options);
    tab.redirects.length = 0;

    expect(await refused(challenge, url, status)).toMatchObject({ status });
    expect(tab.redirects).toEqual([]);
  });

  it('asks nobody for what their session has already, so that no loop begins', async () => {
    await tab.signIn({ ...options, answer: { claims: { acr: 'mfa' } } });
    tab.redirects.length = 0;
    await refused('Bearer error="insufficient_user_authentication", acr_values="mfa"');

    expect(tab.redirects).toEqual([]);
  });

  it.each([
    [30, ['10']],
    [5, []],
  ])('R38 asks those who authenticated %d s ago for a max_age of 10: %j', async (ago, asked) => {
    const authTime = Math.floor(Date.now() / 1000) - ago;
    await tab.signIn({ ...options, answer: { claims: { auth_time: authTime } } });
    tab.redirects.length = 0;
    await refused('Bearer error="insufficient_user_authentication", max_age="10"');

    expect(tab.redirects.map(({ url }) => new URL(url).searchParams.get('max_age'))).toEqual(asked);
  });

  it('signs in nobody who is not', async () => {
    tab.open(APP, options);
    await refused('Bearer error="insufficient_user_authentication", acr_values="mfa"');

    expect(tab.redirects).toEqual([]);
  });

  it('fails with the request when the sign-in cannot be started', async () => {
    await tab.signIn(options);
    tab.redirects.length = 0;
    tab.platform.randomBytes = () => {
      throw new TypeError('broken');
    };

    expect(await refused('Bearer error="insufficient_user_authentication", max_age="1"')).toMatchObject({
      status: 401,
    });
    expect(tab.redirects).toEqual([]);
  });
});

describe('a resource server that asks for another authentication, in an app that signs in by a popup', () => {
  const byPopup = stepUpInterceptorWith({ window: 'popup' });
  const MFA = { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", acr_values="mfa"' };
  const TOO_WEAK = { status: 401, statusText: 'no', headers: MFA };

  beforeEach(() => {
    jest.useFakeTimers(FAKE_CLOCK);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** Sends a request that is refused, and answers the popup in which the person is asked. */
  async function asked(interceptors: readonly HttpInterceptorFn[]) {
    const providers = [provideHttpClient(withInterceptors([...interceptors])), provideHttpClientTesting()];
    const page = await tab.signIn({ providers });
    const outcome = new Promise((resolve) => {
      TestBed.inject(HttpClient).get(API).subscribe({ next: resolve, error: resolve });
    });
    const http = TestBed.inject(HttpTestingController);
    http.expectOne(API).flush(null, TOO_WEAK);
    return { page, outcome, http, popup: await openedPopup(tab) };
  }

  it('RFC 9470: sends the request again with the new token, and leaves no page', async () => {
    const { page, outcome, http, popup } = await asked([byPopup, authInterceptor]);
    const redirects = tab.redirects.length;
    comesTo(popup, await server.answer(popup.url, { claims: { acr: 'mfa' } }));
    let sent: TestRequest[] = [];
    while (!sent.length) {
      await new Promise((resolve) => setImmediate(resolve));
      sent = http.match(API);
    }
    expect(sent[0]?.request.headers.get('Authorization')).toBe(`Bearer ${sessionIn(page).accessToken ?? ''}`);
    sent[0]?.flush('fine');

    expect(await outcome).toBe('fine');
    expect(tab.redirects).toHaveLength(redirects);
  });

  it.each<[string, readonly HttpInterceptorFn[], Record<string, unknown>]>([
    ['I2 A7 somebody else has signed in', [byPopup, authInterceptor], { acr: 'mfa', sub: 'bob-1002' }],
    ['the person has not authenticated so', [byPopup, authInterceptor], { acr: 'pwd' }],
    ['it is listed where the old token has been added already', [authInterceptor, byPopup], { acr: 'mfa' }],
  ])('fails with the request when %s', async (_, interceptors, claims) => {
    const { outcome, http, popup } = await asked(interceptors);
    comesTo(popup, await server.answer(popup.url, { claims }));

    expect(await outcome).toMatchObject({ status: 401 });
    http.verify();
  });

  it('fails with the request when the popup is blocked', async () => {
    tab.platform.openPopup = () => null;
    const providers = [provideHttpClient(withInterceptors([byPopup, authInterceptor])), provideHttpClientTesting()];
    await tab.signIn({ providers });

    expect(await refused(MFA['WWW-Authenticate'])).toMatchObject({ status: 401 });
  });
});
