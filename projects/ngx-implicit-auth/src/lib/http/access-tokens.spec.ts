import { HttpClient, provideHttpClient, withInterceptors, type HttpInterceptorFn } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor, withSilentRenewal } from 'ngx-implicit-auth';
import { sessionOf } from '../session/auth-state';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';

const TIMESHEETS = 'https://api.example.com/timesheets';
const REPORTS = 'https://api.example.com/reports';
const PAYROLL = 'https://api.example.com/payroll';
const server = await fakeAuthorizationServer();
let tab: Tab;
let frames: RenewalFrames;
let waiting: TestRequest[];
let announce: () => void;

beforeEach(() => {
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
  waiting = [];
  announce = () => {};
});

const announced: HttpInterceptorFn = (request, next) => {
  queueMicrotask(() => {
    announce();
  });
  return next(request);
};
const APIS = {
  config: {
    resourceServers: [TIMESHEETS, { url: REPORTS, audience: 'https://reports/', scope: 'read:reports' }],
  },
  providers: [provideHttpClient(withInterceptors([authInterceptor, announced])), provideHttpClientTesting()],
};

/** Sends a request; tells what comes of it in the end. */
function send(url: string): Promise<unknown> {
  return new Promise((resolve) => {
    TestBed.inject(HttpClient).get(url).subscribe({ next: resolve, error: resolve });
  });
}

/** The next request that reaches the backend. */
async function arrived(): Promise<TestRequest> {
  const backend = TestBed.inject(HttpTestingController);
  for (;;) {
    waiting.push(...backend.match(() => true));
    const request = waiting.shift();
    if (request) return request;
    await new Promise<void>((resolve) => (announce = resolve));
  }
}

const tokenOf = ({ request }: TestRequest) => request.headers.get('Authorization');
const sessionIn = ({ auth }: Page) => sessionOf(auth.snapshot())!;
const heldIn = (page: Page) => Object.values(sessionIn(page).accessTokens ?? {}).map(({ accessToken }) => accessToken);
const noneElse = () => {
  expect([...waiting, ...TestBed.inject(HttpTestingController).match(() => true)]).toEqual([]);
};

describe('a resource server with an access token of its own', () => {
  it('R49 A7 gets that one, and the others get theirs', async () => {
    const page = await tab.signIn(APIS);
    const own = sessionIn(page).accessToken;
    void send(`${REPORTS}/7`);
    const toReports = await arrived();
    void send(`${TIMESHEETS}/7`);
    const toTimesheets = await arrived();

    expect(heldIn(page)).toHaveLength(1);
    expect(tokenOf(toReports)).toBe(`Bearer ${heldIn(page)[0]}`);
    expect(tokenOf(toTimesheets)).toBe(`Bearer ${own}`);
    expect(heldIn(page)).not.toContain(own);
    noneElse();
  });

  it('R50 is asked for without a page, for the person who is signed in', async () => {
    const page = await tab.signIn(APIS);
    void send(REPORTS);
    await arrived();
    const request = Object.fromEntries(frames.request());

    expect(request).toMatchObject({
      audience: 'https://reports/',
      scope: 'openid read:reports',
      response_type: 'id_token token',
      prompt: 'none',
      id_token_hint: sessionIn(page).idToken,
      redirect_uri: `${APP}silent-renewal.html`,
    });
    expect(page.events.map(({ type }) => type)).not.toContain('renewal-ended');
  });

  it('R52 is asked for once by however many requests, and by none once it is held', async () => {
    await tab.signIn(APIS);
    void send(REPORTS);
    void send(`${REPORTS}/1`);
    const tokens = [tokenOf(await arrived()), tokenOf(await arrived())];
    void send(`${REPORTS}/2`);
    tokens.push(tokenOf(await arrived()));

    expect(new Set(tokens).size).toBe(1);
    expect(frames.urls).toHaveLength(1);
  });

  it('is kept with the session beyond a reload, and gone with it after a sign-out', async () => {
    const before = await tab.signIn(APIS);
    void send(REPORTS);
    await arrived();
    const held = heldIn(before);
    const page = tab.open(APP, APIS);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${held[0]}`);
    expect(frames.urls).toHaveLength(1);
    await page.auth.logout({ scope: 'local' });
    expect(
      Object.keys(tab.storage)
        .map((key) => tab.storage.getItem(key))
        .join(),
    ).not.toContain(held[0]);
  });

  it('goes on when the session is renewed', async () => {
    const page = await tab.signIn({ ...APIS, features: [withSilentRenewal()] });
    void send(REPORTS);
    await arrived();
    const held = heldIn(page);
    await page.auth.renew();

    expect(heldIn(page)).toEqual(held);
  });

  it('R24 is asked for again when it has expired', async () => {
    const start = Date.now();
    tab.platform.now = () => start;
    const page = await tab.signIn({ ...APIS, answer: { parameters: { expires_in: '7200' } } });
    void send(REPORTS);
    await arrived();
    const [first] = heldIn(page);
    tab.platform.now = () => start + 600_001;
    frames.answering({ claims: { iat: Math.floor(start / 1000) + 600 } });
    void send(REPORTS);

    expect(tokenOf(await arrived())).not.toBe(`Bearer ${first}`);
    expect(frames.urls).toHaveLength(2);
    expect(heldIn(page)).toHaveLength(1);
  });

  it('R48 is asked for once more after a 401 invalid_token, and the request sent once more', async () => {
    await tab.signIn(APIS);
    const answer = send(REPORTS);
    const refusal = { status: 401, statusText: 'no', headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } };
    const first = await arrived();
    first.flush(null, refusal);
    const second = await arrived();
    second.flush(null, refusal);

    expect(await answer).toMatchObject({ status: 401 });
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    expect(frames.urls).toHaveLength(2);
    noneElse();
  });

  it('R48 is not asked for again after a 403, nor after a 401 that wants something else', async () => {
    await tab.signIn(APIS);
    const challenge = { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication"' };
    for (const options of [
      { status: 403, statusText: 'no' },
      { status: 401, statusText: 'no', headers: challenge },
    ]) {
      const answer = send(REPORTS);
      (await arrived()).flush(null, options);
      expect(await answer).toMatchObject({ status: options.status });
    }
    expect(frames.urls).toHaveLength(1);
    noneElse();
  });

  it.each(['consent_required', 'login_required'])(
    'R50 fails a request as interaction_required, without sending it, when the server answers %s',
    async (error) => {
      const page = await tab.signIn(APIS);
      frames.refusing({ error });

      expect(await send(REPORTS)).toMatchObject({ name: 'AuthError', code: 'interaction_required' });
      expect(sessionIn(page).accessToken).not.toBeNull();
      noneElse();
    },
  );

  it('R51 signs the person out when somebody else is signed in at the server, and sends nothing', async () => {
    const page = await tab.signIn(APIS);
    frames.answering({ claims: { sub: 'bob-1002' } });

    expect(await send(REPORTS)).toMatchObject({ code: 'other_person' });
    expect(page.auth.snapshot().status).toBe('signed-out');
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    noneElse();
  });

  it('R35 R51 refuses an answer that does not pass every check', async () => {
    const page = await tab.signIn(APIS);
    frames.answering({ claims: { nonce: 'another' } });

    expect(await send(REPORTS)).toMatchObject({ code: 'id_token_nonce_mismatch' });
    expect(heldIn(page)).toEqual([]);
    noneElse();
  });

  it('is not fetched while nobody is signed in: the request goes without', async () => {
    tab.open(APP, APIS);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBeNull();
    expect(frames.urls).toEqual([]);
  });

  it('is not kept when somebody has signed out in the meantime', async () => {
    const page = await tab.signIn(APIS);
    const frame = frames.waiting();
    const answer = send(REPORTS);
    await frame.opened;
    await page.auth.logout({ scope: 'local' });
    await frame.answer();

    expect(await answer).toMatchObject({ code: 'interaction_required' });
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
    noneElse();
  });

  it('A28 is asked for anew when what is stored in its place is none', async () => {
    const page = await tab.signIn(APIS);
    const [key] = Object.keys(tab.storage).filter((name) => name.endsWith(' session'));
    const accessTokens = { '["https://reports/",null,["read:reports"]]': { accessToken: 7, expiresAt: Infinity } };
    tab.storage.setItem(key!, JSON.stringify({ ...sessionIn(page), accessTokens }));
    tab.open(APP, APIS);
    void send(REPORTS);

    expect(tokenOf(await arrived())).toMatch(/^Bearer access-token-/);
    expect(frames.urls).toHaveLength(1);
  });

  it('works the same with a bare token, which tells nobody’s identity', async () => {
    const page = await tab.signIn({ ...APIS, config: { ...APIS.config, responseType: 'token', scope: 'all' } });
    void send(REPORTS);

    expect(tokenOf(await arrived())).toBe(`Bearer ${heldIn(page)[0]}`);
    expect(Object.fromEntries(frames.request())).toMatchObject({ response_type: 'token', scope: 'read:reports' });
  });
});

describe('accessTokenFor()', () => {
  const listen = (page: Page, url: string) => {
    const tokens: (string | null)[] = [];
    const first = new Promise<void>((resolve) => {
      page.auth.accessTokenFor(url).subscribe((token) => {
        tokens.push(token);
        if (token) resolve();
      });
    });
    return { tokens, first };
  };

  it('fetches the token of the server at a URL, and ends with the session', async () => {
    const page = await tab.signIn(APIS);
    const { tokens, first } = listen(page, `${REPORTS}/live`);
    await first;
    await page.auth.logout({ scope: 'local' });

    expect(tokens).toEqual([null, expect.stringMatching(/^access-token-/), null]);
  });

  it('tells the session’s own for a server without one', async () => {
    const page = await tab.signIn(APIS);
    const { tokens, first } = listen(page, TIMESHEETS);
    await first;

    expect(tokens).toEqual([sessionIn(page).accessToken]);
    expect(frames.urls).toEqual([]);
  });

  it('A7 tells none for a URL that is not listed', async () => {
    const page = await tab.signIn(APIS);
    const told = await new Promise((resolve) => page.auth.accessTokenFor('https://evil.test/').subscribe(resolve));

    expect(told).toBeNull();
  });

  it('tells why there is none by an event', async () => {
    const page = await tab.signIn(APIS);
    frames.refusing({ error: 'consent_required' });
    const failed = new Promise((resolve) =>
      page.auth.events$.subscribe((event) => {
        if (event.type === 'access-token-failed') resolve(event);
      }),
    );
    const { tokens } = listen(page, REPORTS);

    expect(await failed).toMatchObject({ url: REPORTS, error: { code: 'interaction_required' } });
    expect(tokens).toEqual([null]);
  });

  it('asks no second time for one that was refused when another resource server gets its own', async () => {
    const page = await tab.signIn({
      ...APIS,
      config: { resourceServers: [...APIS.config.resourceServers, { url: PAYROLL, audience: 'https://payroll/' }] },
    });
    frames.refusing({ error: 'consent_required' });
    const failed = new Promise((resolve) => page.auth.events$.subscribe(resolve));
    listen(page, PAYROLL);
    await failed;
    frames.answering({});
    await listen(page, REPORTS).first;
    await listen(page, REPORTS).first;

    expect(frames.urls.map((url) => new URL(url).searchParams.get('audience'))).toEqual([
      'https://payroll/',
      'https://reports/',
    ]);
    expect(heldIn(page)).toHaveLength(1);
  });
});

describe('login({ resourceServer })', () => {
  it('asks for the token with a page, and adds it to the session that goes on', async () => {
    const page = await tab.signIn(APIS);
    const before = sessionIn(page);
    await page.auth.login({ resourceServer: REPORTS, returnTo: '/reports' });
    const request = Object.fromEntries(new URL(tab.redirect).searchParams);
    const back = tab.open(await server.answer(tab.redirect), APIS);
    await back.auth.ready;

    expect(request).toMatchObject({ audience: 'https://reports/', scope: 'openid read:reports' });
    expect(request).toMatchObject({ id_token_hint: before.idToken });
    expect(request).not.toHaveProperty('prompt');
    expect(sessionIn(back)).toMatchObject({ accessToken: before.accessToken, receivedAt: before.receivedAt });
    expect(heldIn(back)).toHaveLength(1);
    expect(back.events).toContainEqual({ type: 'signed-in', returnTo: '/reports' });
  });

  it('leaves the session as it was when access is denied', async () => {
    const page = await tab.signIn(APIS);
    await page.auth.login({ resourceServer: REPORTS });
    const back = tab.open(server.refuse(tab.redirect), APIS);
    await back.auth.ready;

    expect(back.auth.snapshot()).toMatchObject({ status: 'signed-in' });
    expect(heldIn(back)).toEqual([]);
    expect(back.events).toContainEqual(expect.objectContaining({ type: 'sign-in-failed' }));
  });

  it('R51 signs out when somebody else has answered', async () => {
    const page = await tab.signIn(APIS);
    await page.auth.login({ resourceServer: REPORTS });
    const back = tab.open(await server.answer(tab.redirect, { claims: { sub: 'bob-1002' } }), APIS);
    await back.auth.ready;

    expect(back.auth.snapshot()).toMatchObject({ status: 'failed', error: { code: 'other_person' } });
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
  });

  it('refuses a URL that is no resource server with a token of its own', async () => {
    const page = await tab.signIn(APIS);

    await expect(page.auth.login({ resourceServer: TIMESHEETS })).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(page.auth.login({ resourceServer: 'https://evil.test' })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });
});
