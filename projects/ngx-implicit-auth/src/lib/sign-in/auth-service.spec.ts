import { firstValueFrom, type Observable } from 'rxjs';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import type { AuthState, Session } from '../session/auth-state';

const server = await fakeAuthorizationServer();
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

function sessionOf({ auth }: Page): Session {
  const state = auth.snapshot();
  if (state.status !== 'signed-in') throw new Error(`The status is ${state.status}.`);
  return state.session;
}

function record<T>(stream: Observable<T>): { readonly values: T[]; hasErrored: boolean } {
  const recorded = { values: [] as T[], hasErrored: false };
  stream.subscribe({
    next: (value) => recorded.values.push(value),
    error: () => (recorded.hasErrored = true),
  });
  return recorded;
}

const statuses = (states: readonly AuthState[]) => states.map(({ status }) => status);

describe('AuthService, from page to page', () => {
  it('is signed out, settled and ready at once on a first visit', async () => {
    const { auth } = tab.open();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    await expect(auth.ready).resolves.toBeUndefined();
  });

  it('goes signed-out → redirecting on the first page, completing → signed-in on the second', async () => {
    const first = tab.open();
    const before = record(first.auth.state$);
    await first.auth.login();
    const second = tab.open(await server.answer(tab.redirect));
    const after = record(second.auth.state$);
    await second.auth.ready;

    expect(statuses(before.values)).toEqual(['signed-out', 'redirecting']);
    expect(statuses(after.values)).toEqual(['completing', 'signed-in']);
  });

  it('goes completing → failed when access is denied, with the reason and the way back', async () => {
    await tab.open().auth.login({ returnTo: '/reports?year=2026#q3' });
    const { auth } = tab.open(server.refuse(tab.redirect));
    const states = record(auth.state$);
    await auth.ready;

    expect(statuses(states.values)).toEqual(['completing', 'failed']);
    expect(auth.state()).toMatchObject({
      status: 'failed',
      error: { code: 'access_denied', server: { error: 'access_denied', description: 'Alice said <b>no</b>' } },
      returnTo: '/reports?year=2026#q3',
    });
  });

  it('goes signed-in → signed-out by a sign-out', async () => {
    const { auth } = await tab.signIn();
    const states = record(auth.state$);
    await auth.logout({ scope: 'local' });

    expect(statuses(states.values)).toEqual(['signed-in', 'signed-out']);
  });

  it('restores the session on the next page of the tab, at once', async () => {
    const session = sessionOf(await tab.signIn());
    const { auth } = tab.open(`${APP}timesheets`);

    expect(auth.state()).toEqual({ status: 'signed-in', session });
  });

  it('yields claims that are the same object of the language on each page, whatever their names', async () => {
    const answer = { claims: JSON.parse('{"__proto__":{"polluted":1}}') as Record<string, unknown> };
    const pages = [await tab.signIn({ answer }), tab.open()].map((page) => sessionOf(page).claims ?? null);

    expect(pages[0]).toStrictEqual(pages[1]);
    expect(pages.map((claims) => Object.getPrototypeOf(claims) as unknown)).toEqual([
      Object.prototype,
      Object.prototype,
    ]);
  });

  it('yields what the server granted: tokens, claims, scope, deadline and where to sign out', async () => {
    const before = Date.now();
    const session = sessionOf(await tab.signIn());

    expect(session).toEqual({
      id: expect.any(String),
      accessToken: expect.stringMatching(/^access-token-\d+\.x\+y\/z=$/),
      idToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      claims: expect.objectContaining({ ...ALICE, iss: server.issuer, aud: 'timesheets-spa' }),
      scope: 'openid profile read:timesheets',
      receivedAt: expect.any(Number),
      expiresAt: session.receivedAt + 600_000,
      server: expect.objectContaining({ endSessionEndpoint: 'https://id.example.com/session/end' }),
      sessionState: null,
    });
    expect(session.expiresAt).toBeGreaterThanOrEqual(before + 600_000);
    expect(session.expiresAt).toBeLessThanOrEqual(Date.now() + 600_000);
  });

  it('R25 tells the scope that was granted where it differs from the one asked for', async () => {
    const page = await tab.signIn({ answer: { parameters: { scope: 'openid' } } });

    expect(sessionOf(page).scope).toBe('openid');
  });

  it('R2 takes a bare token as access, and derives no identity from it', async () => {
    const config = { responseType: 'token', scope: 'read:timesheets' } as const;
    const session = sessionOf(await tab.signIn({ config }));

    expect(session).toMatchObject({ accessToken: expect.any(String), idToken: null, claims: null });
  });

  it('R2 looks at no id_token that was not asked for', async () => {
    const config = { responseType: 'token', scope: 'read:timesheets' } as const;
    const answer = { parameters: { id_token: 'a.b.c' } };
    const session = sessionOf(await tab.signIn({ config, answer }));

    expect(session).toMatchObject({ accessToken: expect.any(String), idToken: null, claims: null });
  });

  it('R2 signs in with an id_token alone, for as long as the id_token lives', async () => {
    const page = await tab.signIn({ config: { responseType: 'id_token' } });
    const { accessToken, claims, expiresAt } = sessionOf(page);

    expect(accessToken).toBeNull();
    expect(claims).toMatchObject(ALICE);
    expect(Math.abs(expiresAt - Date.now() - 3_600_000)).toBeLessThan(10_000);
  });

  it('R2 sorts the words of a response type', async () => {
    const { auth } = await tab.signIn({ config: { responseType: 'token id_token' as 'id_token token' } });

    expect(auth.isAuthenticated()).toBe(true);
  });
});

describe('the streams and signals of AuthService', () => {
  const values = async ({ auth }: Page) => ({
    streams: await Promise.all(
      [auth.state$, auth.accessToken$, auth.idToken$, auth.claims$, auth.isAuthenticated$].map((stream) =>
        firstValueFrom<unknown>(stream),
      ),
    ),
    signals: [auth.state(), auth.accessToken(), auth.idToken(), auth.claims(), auth.isAuthenticated()],
  });

  it('tell the same, and at once, when signed out', async () => {
    const { streams, signals } = await values(tab.open());

    expect(streams).toEqual([{ status: 'signed-out' }, null, null, null, false]);
    expect(signals).toEqual(streams);
  });

  it('tell the same, and at once, when signed in', async () => {
    const page = await tab.signIn();
    const { streams, signals } = await values(page);
    const session = sessionOf(page);

    expect(streams).toEqual([
      { status: 'signed-in', session },
      session.accessToken,
      session.idToken,
      session.claims,
      true,
    ]);
    expect(signals).toEqual(streams);
  });

  it('agree within every notification', async () => {
    await tab.open().auth.login();
    const { auth } = tab.open(await server.answer(tab.redirect));
    const disagreements: string[] = [];
    auth.state$.subscribe((state) => auth.state() === state || disagreements.push(state.status));
    auth.accessToken$.subscribe((token) => auth.accessToken() === token || disagreements.push('accessToken'));
    auth.isAuthenticated$.subscribe(
      (value) => auth.isAuthenticated() === value || disagreements.push('isAuthenticated'),
    );
    const seen = record(auth.isAuthenticated$);
    await auth.ready;
    await auth.logout({ scope: 'local' });

    expect(seen.values).toEqual([false, true, false]);
    expect(disagreements).toEqual([]);
  });

  it('tell a value once, however often the state changes around it', async () => {
    const { auth } = tab.open();
    const tokens = record(auth.accessToken$);
    await auth.login();

    expect(tokens.values).toEqual([null]);
  });

  it('never error, not even when everything fails', async () => {
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const { auth } = tab.open();
    const streams = [auth.state$, auth.accessToken$, auth.claims$, auth.events$].map((stream) =>
      record<unknown>(stream),
    );

    await expect(auth.login()).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(streams.map(({ hasErrored }) => hasErrored)).toEqual([false, false, false, false]);
  });
});

describe('events$', () => {
  it('tells of a sign-in step by step, each check once and in order', async () => {
    const first = tab.open();
    await first.auth.login({ returnTo: '/timesheets' });
    const second = tab.open(await server.answer(tab.redirect));
    await second.auth.ready;

    expect(first.events).toEqual([{ type: 'sign-in-started', returnTo: '/timesheets' }]);
    const checks = [
      ...['state', 'response', 'format', 'algorithm', 'issuer', 'audience', 'nonce', 'lifetime', 'authentication'],
      ...['signature', 'access-token-hash'],
    ];
    expect(second.events).toEqual([
      { type: 'response-captured' },
      ...checks.map((check) => ({ type: 'check-passed', check })),
      { type: 'signed-in', returnTo: '/timesheets' },
    ]);
  });

  it('tells of no check after the one that failed', async () => {
    await tab.open().auth.login({ returnTo: '/timesheets' });
    const { auth, events } = tab.open(await server.answer(tab.redirect, { claims: { nonce: 'another' } }));
    await auth.ready;

    expect(events.at(-2)).toEqual({ type: 'check-passed', check: 'audience' });
    expect(events.at(-1)).toMatchObject({
      type: 'sign-in-failed',
      error: { code: 'id_token_nonce_mismatch' },
      returnTo: '/timesheets',
    });
  });

  it('tells of a sign-out', async () => {
    const { auth, events } = await tab.signIn();
    await auth.logout({ scope: 'local' });

    expect(events.at(-1)).toEqual({ type: 'signed-out' });
  });
});
