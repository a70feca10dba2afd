import {
  HttpClient,
  HttpContext,
  HttpHeaders,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor, SKIP_AUTH } from 'ngx-implicit-auth';
import { firstValueFrom, retry } from 'rxjs';
import type { DpopPort } from '../session/ports';
import { SessionMachine } from '../session/session-machine';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';
import { BOTH, REPORTS, TIMESHEETS } from '../testing/reports';
import { seenTokens } from '../testing/seen-tokens';
import { RequestNotes, type RequestNote } from './request-notes';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

const appWith = (config: PageOptions['config'] = {}, ...before: readonly HttpInterceptorFn[]): PageOptions => ({
  config,
  providers: [provideHttpClient(withInterceptors([...before, authInterceptor])), provideHttpClientTesting()],
});
const notes = () => TestBed.inject(RequestNotes).latest();
const backend = () => TestBed.inject(HttpTestingController);

/** Sends a request, has the API answer with a status, and returns what is noted of it beside the time. */
function noteOf(url: string, { method = 'GET', status = 200, ...options }: RequestOptions = {}): Partial<RequestNote> {
  TestBed.inject(HttpClient)
    .request(method, url, options)
    .subscribe({ error: () => {} });
  const statusText = status === 200 ? 'OK' : 'no';
  backend()
    .expectOne(() => true)
    .flush('', { status, statusText });
  const { at, ...note } = notes()[0]!;
  expect(Math.abs(Date.now() - at)).toBeLessThan(10_000);
  return note;
}

interface RequestOptions {
  readonly method?: string;
  readonly status?: number;
  readonly headers?: HttpHeaders;
  readonly context?: HttpContext;
}

describe('what is noted of a request in dev mode', () => {
  it('is whose token went to which resource server, and the answer', async () => {
    await tab.signIn(appWith());

    expect(noteOf(`${TIMESHEETS}/7`, { method: 'POST', status: 403 })).toEqual({
      method: 'POST',
      address: `${TIMESHEETS}/7`,
      server: TIMESHEETS,
      token: 'session',
      scheme: 'Bearer',
      without: null,
      answer: 403,
    });
  });

  it('is neither query, fragment nor user name, and of a URL that is no address the scheme alone', async () => {
    await tab.signIn(appWith());
    const addresses = [
      `${TIMESHEETS}/7?secret=1#secret`,
      'https://secret:secret@other.example.com/a?secret',
      'data:text/plain,secret',
    ].map((url) => noteOf(url).address);

    expect(addresses).toEqual([`${TIMESHEETS}/7`, 'https://other.example.com/a', 'data:']);
  });

  it('is that the token was the API’s own', async () => {
    await tab.signIn({ config: BOTH, providers: seenTokens().providers });
    await firstValueFrom(TestBed.inject(HttpClient).get(REPORTS));

    expect(notes()).toMatchObject([{ server: REPORTS, token: 'own', scheme: 'Bearer', without: null, answer: 200 }]);
  });

  it('is that nothing was sent, and why, when the API’s own token cannot be had', async () => {
    await tab.signIn({ config: BOTH, providers: seenTokens().providers });
    tab.frame = async () => Promise.reject(new Error('no frame'));
    await expect(firstValueFrom(TestBed.inject(HttpClient).get(REPORTS))).rejects.toMatchObject({
      code: expect.any(String),
    });

    expect(notes()).toMatchObject([{ server: REPORTS, token: null, scheme: null, answer: 'not sent' }]);
    expect(notes()[0]?.without).toMatch(/^[a-z_]+$/);
  });

  it('is that the token went with a proof of its key', async () => {
    await tab.signIn(appWith());
    const prove: DpopPort['send'] = (request, token, next) =>
      next(request.clone({ setHeaders: { Authorization: `DPoP ${token}`, DPoP: 'a proof' } }));
    TestBed.inject(SessionMachine).dpop = { send: prove } as DpopPort;

    expect(noteOf(TIMESHEETS)).toMatchObject({ token: 'session', scheme: 'DPoP', answer: 200 });
  });

  it.each<[string, string, RequestOptions]>([
    ['own-header', TIMESHEETS, { headers: new HttpHeaders({ Authorization: 'Basic secret' }) }],
    ['skipped', TIMESHEETS, { context: new HttpContext().set(SKIP_AUTH, true) }],
    ['not-listed', 'https://other.example.com/', {}],
    ['other-scheme', TIMESHEETS.replace('https', 'http'), {}],
    ['other-method', REPORTS, { method: 'DELETE' }],
    ['predicate', REPORTS, {}],
  ])('is why it carried no token: %s', async (without, url, options) => {
    const reports = { url: REPORTS, methods: ['get'], matches: () => false };
    await tab.signIn(appWith({ resourceServers: [TIMESHEETS, reports] }));

    expect(noteOf(url, options)).toMatchObject({ token: null, scheme: null, without, answer: 200 });
  });

  it('is that nobody was signed in, or that there is no access token', async () => {
    tab.open(undefined, appWith());
    expect(noteOf(TIMESHEETS)).toMatchObject({ server: TIMESHEETS, without: 'nobody-signed-in' });

    await tab.signIn(appWith({ responseType: 'id_token' }));
    expect(noteOf(TIMESHEETS)).toMatchObject({ server: TIMESHEETS, without: 'no-access-token' });
  });

  it('is that it has no answer yet, or never gets one', async () => {
    await tab.signIn(appWith());
    const subscription = TestBed.inject(HttpClient).get(TIMESHEETS).subscribe();
    expect(notes()).toMatchObject([{ answer: null }]);
    subscription.unsubscribe();
    expect(notes()).toMatchObject([{ answer: 'cancelled' }]);
  });

  it('is each sending of it, and nothing twice, even when another interceptor repeats it', async () => {
    const repeating: HttpInterceptorFn = (request, next) => next(request).pipe(retry(1));
    let configured: (config: never) => void = () => {};
    const source: PageOptions['source'] = (config) => () =>
      new Promise((resolve) => {
        configured = () => {
          resolve(config);
        };
      });
    const { auth } = tab.open(undefined, { ...appWith({}, repeating), source });
    TestBed.inject(HttpClient)
      .get(TIMESHEETS)
      .subscribe({ error: () => {} });
    configured(undefined as never);
    await auth.ready;
    for (const status of [500, 503]) (await sentToBackend()).flush('', { status, statusText: 'no' });

    expect(notes().map(({ answer }) => answer)).toEqual([503, 500]);
  });

  it('is kept of the last fifty', async () => {
    await tab.signIn(appWith());
    for (let count = 0; count < 60; count++) noteOf(`${TIMESHEETS}/${count}`);

    expect(notes().map(({ address }) => address.split('/').pop())).toEqual(
      Array.from({ length: 50 }, (_, index) => String(59 - index)),
    );
  });
});

it('nothing is noted in production', async () => {
  await tab.signIn(appWith());
  await inProduction(() => {
    TestBed.inject(HttpClient).get(TIMESHEETS).subscribe();
  });
  backend().expectOne(TIMESHEETS).flush('');

  expect(notes()).toEqual([]);
});

/** The request that gets to the backend next. */
async function sentToBackend(): Promise<ReturnType<HttpTestingController['expectOne']>> {
  for (;;) {
    const [request] = backend().match(() => true);
    if (request) return request;
    await new Promise((resolve) => setTimeout(resolve));
  }
}
