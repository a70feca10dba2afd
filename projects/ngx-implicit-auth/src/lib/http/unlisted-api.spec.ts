import { HttpClient, HttpContext, HttpHeaders, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor, SKIP_AUTH, type AuthConfig } from 'ngx-implicit-auth';
import { inProduction } from '../testing/in-production';
import { openedPage, signedInPage } from '../testing/tested-page';

let hints: string[];

beforeEach(() => {
  hints = [];
  jest.spyOn(console, 'warn').mockImplementation((text: string) => hints.push(text));
});

const optionsOf = (config: Partial<AuthConfig> = {}) => ({
  config,
  providers: [provideHttpClient(withInterceptors([authInterceptor])), provideHttpClientTesting()],
});

/** Sends a request, and has the API answer with a status. Returns with which status it has failed for the app. */
function request(url: string, status = 401, options: object = {}): unknown {
  let failed: unknown;
  TestBed.inject(HttpClient)
    .get(url, options)
    .subscribe({ error: (failure: { status: number }) => (failed = failure.status) });
  TestBed.inject(HttpTestingController).expectOne(url).flush('', { status, statusText: 'x' });
  return failed;
}

describe('an API that is not listed and answers 401', () => {
  it.each<[string, string, string]>([
    ['is misspelt', 'https://api.example.com/timesheet/7?person=alice', 'https://api.example.com'],
    ['is of another scheme', 'http://api.example.com/timesheets', 'http://api.example.com'],
    ['is of another port', 'https://api.example.com:8443/timesheets', 'https://api.example.com:8443'],
    ['is of the app itself', 'api/timesheets', 'https://app.test'],
  ])('is told of in dev mode when it %s, by its origin and what is listed', (_, url, origin) => {
    signedInPage(optionsOf());

    expect(request(url)).toBe(401);
    expect(hints).toEqual([
      `ngx-implicit-auth: ${origin} has answered 401 to a request that carried no token, as its URL is below none of ` +
        'resourceServers (https://api.example.com/timesheets). If this API takes the access token, list its URL: scheme, ' +
        'host, port and path have to be the same.',
    ]);
  });

  it.each([undefined, []])('is told of when nothing is listed: %p', (resourceServers) => {
    signedInPage(optionsOf({ resourceServers }));
    request('https://api.example.com/timesheets');

    expect(hints.join()).toContain('resourceServers (there are none)');
  });

  it('is told of once for each origin', () => {
    signedInPage(optionsOf());
    for (const url of ['https://one.test/a', 'https://one.test/b', 'https://two.test/a']) request(url);

    expect(hints).toHaveLength(2);
  });
});

describe('nothing is told', () => {
  it.each<[string, string, number, object]>([
    ['of an API that is listed', 'https://api.example.com/timesheets/7', 401, {}],
    ['of another answer', 'https://one.test/', 403, {}],
    [
      'of a request with a header of its own',
      'https://one.test/',
      401,
      { headers: new HttpHeaders({ Authorization: 'x' }) },
    ],
    [
      'of a request that is to carry no token',
      'https://one.test/',
      401,
      { context: new HttpContext().set(SKIP_AUTH, true) },
    ],
  ])('%s', (_, url, status, options) => {
    signedInPage(optionsOf());
    request(url, status, options);

    expect(hints).toEqual([]);
  });

  it('while nobody is signed in', () => {
    openedPage(optionsOf());
    request('https://one.test/');

    expect(hints).toEqual([]);
  });

  it('in production', async () => {
    await inProduction(async () => {
      signedInPage(optionsOf());
      request('https://one.test/');
    });

    expect(hints).toEqual([]);
  });
});
