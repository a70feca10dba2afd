import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import fc from 'fast-check';
import { authInterceptor, type AuthConfig, type ResourceServer } from 'ngx-implicit-auth';
import { firstValueFrom } from 'rxjs';
import { seenTokens } from '../testing/seen-tokens';
import { signedInPage, type TestedPage } from '../testing/tested-page';

const API = 'https://api.example.com/timesheets';

const listing = (...resourceServers: NonNullable<AuthConfig['resourceServers']>) => ({
  providers: [provideHttpClient(withInterceptors([authInterceptor])), provideHttpClientTesting()],
  config: { resourceServers },
});

/** Sends a request; tells whether it carries a token, and what it fails with when it is not sent. */
function outcomeOf(url: string, method = 'GET'): unknown {
  let failure: unknown;
  const subscription = TestBed.inject(HttpClient)
    .request(method, url)
    .subscribe({ error: (error: unknown) => (failure = error) });
  const requests = TestBed.inject(HttpTestingController).match(() => true);
  subscription.unsubscribe();
  return failure ?? requests.map(({ request }) => request.headers.get('Authorization'));
}
const bearer = ({ auth }: TestedPage) => [`Bearer ${auth.accessToken() ?? 'none'}`];

describe('a resource server that names methods', () => {
  it('R49 gets the token with requests of these methods, and with no others', async () => {
    const page = signedInPage(listing({ url: API, methods: ['GET', 'post'] }));
    const methods = ['GET', 'get', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'POSTS', 'GE'];

    expect(Object.fromEntries(methods.map((method) => [method, outcomeOf(`${API}/7`, method)]))).toEqual({
      ...Object.fromEntries(methods.map((method) => [method, [null]])),
      ...Object.fromEntries(['GET', 'get', 'POST'].map((method) => [method, bearer(page)])),
    });
  });

  it('R49 gets its own token with them, and another entry at the same URL the rest', async () => {
    const { providers, seen } = seenTokens();
    const entries = [
      { url: API, methods: ['POST'], audience: 'write' },
      { url: API, methods: ['GET', 'HEAD'] },
    ];
    const page = signedInPage({ providers, config: { resourceServers: entries } });
    page.controller.accessToken(API, 'its-own');
    const http = TestBed.inject(HttpClient);
    for (const method of ['GET', 'POST', 'DELETE']) await firstValueFrom(http.request(method, API));

    expect(seen).toEqual([...bearer(page), 'Bearer its-own', null]);
  });

  it('R49 leaves what is below it, and of another method, to no entry with a shorter path', async () => {
    const page = signedInPage(listing(API, { url: `${API}/reports`, methods: ['PUT'] }));

    expect(outcomeOf(API)).toEqual(bearer(page));
    expect(outcomeOf(`${API}/reports`)).toEqual([null]);
  });

  it('is, in dev mode, not told of as unlisted when it refuses a request of another', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    signedInPage(listing({ url: API, methods: ['GET'] }));
    const subscription = TestBed.inject(HttpClient)
      .delete(API)
      .subscribe({ error: () => {} });
    TestBed.inject(HttpTestingController).expectOne(API).flush('', { status: 401, statusText: 'no' });

    expect([subscription.closed, warn.mock.calls]).toEqual([true, []]);
  });
});

describe('a resource server with a predicate', () => {
  it('R49 gets the token with requests for which it is true, and is asked for each anew', async () => {
    const asked: string[] = [];
    let isWanted = true;
    const matches = (url: URL, method: string) => {
      asked.push(`${method} ${url.href}`);
      return isWanted;
    };
    const page = signedInPage(listing({ url: API, matches }));
    const before = outcomeOf(`${API}/7?week=1`, 'put');
    isWanted = false;

    expect([before, outcomeOf(`${API}/7?week=1`, 'put')]).toEqual([bearer(page), [null]]);
    expect(asked).toEqual([`PUT ${API}/7?week=1`, `PUT ${API}/7?week=1`]);
  });

  it('R49 is not asked about a URL that is not below its own, nor about another method', async () => {
    const matches = jest.fn(() => true);
    signedInPage(listing({ url: API, methods: ['GET'], matches }));
    const urls = ['https://evil.test/timesheets', 'https://api.example.com.evil.test/timesheets', `${API}/..%2fx`, '/'];

    expect(urls.map((url) => outcomeOf(url))).toEqual([[null], [null], [null], [null]]);
    expect(outcomeOf(API, 'POST')).toEqual([null]);
    expect(matches).not.toHaveBeenCalled();
  });

  it('A7 leads no request elsewhere by what it does to the URL', async () => {
    const matches = (url: URL) => {
      url.host = 'evil.test';
      return true;
    };
    signedInPage(listing({ url: API, matches }));
    TestBed.inject(HttpClient).get(API).subscribe();
    TestBed.inject(HttpClient).get(API).subscribe();

    const requests = TestBed.inject(HttpTestingController).match(() => true);
    expect(requests.map(({ request }) => request.url)).toEqual([API, API]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 1],
    ['a text', 'true'],
    ['a promise', Promise.resolve(true)],
  ])('R49 has not said yes with %s', async (_, answer) => {
    signedInPage(listing({ url: API, matches: (() => answer) as () => boolean }));

    expect(outcomeOf(API)).toEqual([null]);
  });

  it('R49 has nothing sent when it throws: the request fails with what was thrown', async () => {
    const failure = new TypeError('no such thing');
    const matches = () => {
      throw failure;
    };
    signedInPage(listing({ url: API, matches }));

    expect(outcomeOf(API)).toBe(failure);
    expect(outcomeOf('https://api.example.com/other')).toEqual([null]);
  });

  it('may inject', async () => {
    const matches = () => inject(Router).url === '/';
    const page = signedInPage(listing({ url: API, matches }));

    expect(outcomeOf(API)).toEqual(bearer(page));
  });
});

describe('what knows no request', () => {
  it('takes the first entry at a URL, without asking a predicate', async () => {
    const matches = jest.fn(() => false);
    const own = { url: API, audience: 'write', methods: ['POST'], matches };
    const { auth } = signedInPage(listing({ url: API, methods: ['GET'], matches }, own));
    const first = await firstValueFrom(auth.accessTokenFor(API));

    expect(first).toBe(auth.accessToken());
    await expect(auth.requestAccess(API)).rejects.toMatchObject({ code: 'request_invalid' });

    const other = signedInPage(listing(own, { url: API, methods: ['GET'] }));
    await other.auth.requestAccess(API);
    expect(await other.controller.redirected()).toMatchObject({ parameters: { audience: 'write' } });
    expect(matches).not.toHaveBeenCalled();
  });
});

describe('whatever methods and predicates say', () => {
  const LISTED = ['', '/a', '/a/b', '/b'].map((path) => `https://api.example.com${path}`);
  const OTHERS = ['https://evil.test/a', 'https://api.example.com.evil.test/a', 'https://api.example.com/a%2fb'];
  const METHODS = ['GET', 'POST', 'put'];
  const listed = fc.record(
    {
      url: fc.constantFrom(...LISTED),
      methods: fc.subarray(METHODS, { minLength: 1 }),
      matches: fc.func<[URL, string], boolean>(fc.boolean()),
    },
    { requiredKeys: ['url'] },
  );
  const requested = fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...LISTED, ...OTHERS));

  /** Whether an entry at the longest path is for a request. */
  function isFor(entries: readonly ResourceServer[], method: string, href: string): boolean {
    const above = entries.filter(({ url }) => `${href}/`.startsWith(`${url}/`));
    const longest = Math.max(...above.map(({ url }) => url.length));
    return above
      .filter(({ url }) => url.length === longest)
      .some(
        ({ methods = METHODS, matches = () => true }) =>
          methods.map((name) => name.toUpperCase()).includes(method.toUpperCase()) &&
          matches(new URL(href), method.toUpperCase()),
      );
  }

  it('A7 R49 no host gets a token that is not listed, and no request that no entry is for', async () => {
    fc.assert(
      fc.property(fc.array(listed, { maxLength: 4 }), fc.array(requested), (entries, requests) => {
        const page = signedInPage(listing(...entries));
        for (const [method, url] of requests) {
          const isWanted = !OTHERS.includes(url) && isFor(entries, method, url);
          expect(outcomeOf(url, method)).toEqual(isWanted ? bearer(page) : [null]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
