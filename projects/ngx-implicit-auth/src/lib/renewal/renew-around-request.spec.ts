import { HttpErrorResponse } from '@angular/common/http';
import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { withSilentRenewal } from 'ngx-implicit-auth';
import { firstValueFrom, of, throwError } from 'rxjs';
import { AuthError } from '../protocol/auth-error';
import { arrived, BACKEND, noneElse, send, tokenOf } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, responseOf, type Tab } from '../testing/fake-tab';
import { sessionOf } from '../session/auth-state';
import { signedIn } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { renewAroundRequest } from './renew-around-request';
import { renewRefused } from './renew-refused';
import type { RenewalPart } from './renewal-part';

const API = 'https://api.example.com/timesheets';
const INVALID_TOKEN = { 'WWW-Authenticate': 'Bearer realm="timesheets", error="invalid_token"' };
const server = await fakeAuthorizationServer();
let tab: Tab;
let renewals: number;

beforeEach(() => {
  tab = fakeTab(server);
  renewals = 0;
  tab.frame = async (url) => {
    renewals += 1;
    return responseOf(await server.answer(url));
  };
});

const wired = { features: [withSilentRenewal()], providers: BACKEND };

const refuse = (request: TestRequest, headers: Record<string, string> = INVALID_TOKEN, status = 401) => {
  request.flush(null, { status, statusText: 'refused', headers });
};

describe('a request with withSilentRenewal()', () => {
  it('R48 is sent once more, with a new token, after a 401 invalid_token', async () => {
    await tab.signIn(wired);
    const answer = send(API);
    const first = await arrived();
    refuse(first);
    const second = await arrived();
    second.flush({ hours: 8 });

    await expect(answer).resolves.toEqual({ hours: 8 });
    expect(tokenOf(second)).toMatch(/^Bearer access-token-/);
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    expect(renewals).toBe(1);
  });

  it('R48 is sent once more and no more: the second 401 is the answer', async () => {
    await tab.signIn(wired);
    const answer = send(API);
    refuse(await arrived());
    refuse(await arrived());

    await expect(answer).resolves.toMatchObject({ status: 401 });
    expect(renewals).toBe(1);
    noneElse();
  });

  it('R48 is sent once more after a 401 that does not let itself be read across origins', async () => {
    await tab.signIn(wired);
    const answer = send(API);
    refuse(await arrived(), {});
    (await arrived()).flush({});

    await expect(answer).resolves.toEqual({});
  });

  it('R48 is sent once more after a challenge whose error stands without quotes', async () => {
    await tab.signIn(wired);
    const answer = send(API);
    refuse(await arrived(), { 'WWW-Authenticate': 'Bearer error=invalid_token' });
    (await arrived()).flush({});

    await expect(answer).resolves.toEqual({});
  });

  it.each([
    ['a 403 insufficient_scope', 403, { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' }],
    ['a 401 of another reason', 401, { 'WWW-Authenticate': 'Bearer error="invalid_request"' }],
    ['a 401 that asks for no token', 401, { 'WWW-Authenticate': 'Basic realm="x"' }],
    ['a 500', 500, INVALID_TOKEN],
  ] as const)('R48 takes %s for the answer', async (_, status, headers) => {
    await tab.signIn(wired);
    const answer = send(API);
    refuse(await arrived(), headers, status);

    await expect(answer).resolves.toBeInstanceOf(HttpErrorResponse);
    expect(renewals).toBe(0);
    noneElse();
  });

  it('R48 gives back the 401 when the renewal does not succeed', async () => {
    await tab.signIn(wired);
    tab.frame = async () => {
      throw new AuthError('server_unreachable', 'It failed.');
    };
    const answer = send(API);
    refuse(await arrived());

    await expect(answer).resolves.toMatchObject({ status: 401 });
    noneElse();
  });

  it('R48 shares the renewal with the others that were refused', async () => {
    await tab.signIn(wired);
    const answers = [send(API), send(`${API}/2026`)];
    refuse(await arrived());
    refuse(await arrived());
    (await arrived()).flush(1);
    (await arrived()).flush(1);

    await expect(Promise.all(answers)).resolves.toEqual([1, 1]);
    expect(renewals).toBe(1);
  });

  it('R48 needs no renewal of its own when the token has changed since it was sent', async () => {
    const { auth } = await tab.signIn(wired);
    const answer = send(API);
    const first = await arrived();
    await auth.renew();
    refuse(first);
    (await arrived()).flush(1);

    await expect(answer).resolves.toBe(1);
    expect(renewals).toBe(1);
  });

  it('R48 R51 is not sent once more as somebody else who has signed in meanwhile', async () => {
    const { auth } = await tab.signIn(wired);
    const machine = TestBed.inject(SessionMachine);
    const before = machine.stored()!;
    const answer = send(API);
    const first = await arrived();
    await auth.logout({ scope: 'local' });
    const claims = { ...before.claims!, sub: 'bob-1002' };
    const ofBob = { claims, id: 'of-bob', accessToken: 'of-bob', receivedAt: before.receivedAt + 1 };
    machine.send(signedIn({ ...before, ...ofBob }));
    refuse(first);

    await expect(answer).resolves.toMatchObject({ status: 401 });
    expect([auth.accessToken(), renewals]).toEqual(['of-bob', 0]);
    noneElse();
  });

  it('R48 is sent once more where no claims tell who is signed in', async () => {
    await tab.signIn({ ...wired, config: { responseType: 'token', scope: 'read:timesheets' } });
    const answer = send(API);
    refuse(await arrived());
    (await arrived()).flush(1);

    await expect(answer).resolves.toBe(1);
  });

  it('waits for a new token when its own is about to expire', async () => {
    const { auth } = await tab.signIn({ ...wired, answer: { parameters: { expires_in: '60' } } });
    const before = auth.accessToken();
    const start = Date.now();
    tab.platform.now = () => start + 56_000;
    const answer = send(API);
    const request = await arrived();
    request.flush(1);
    await answer;

    expect(tokenOf(request)).not.toBe(`Bearer ${before ?? ''}`);
    expect(tokenOf(request)).toMatch(/^Bearer access-token-/);
    expect(renewals).toBe(1);
  });

  it.each([
    [5_000, '60'],
    [1_000, '10'],
  ])('does not wait as long as its token lives for %d ms more of its %s s', async (leftMs, lifetime) => {
    const { auth } = await tab.signIn({ ...wired, answer: { parameters: { expires_in: lifetime } } });
    const state = auth.state();
    const expiresAt = sessionOf(state)?.expiresAt ?? NaN;
    tab.platform.now = () => expiresAt - leftMs;
    const answer = send(API);
    (await arrived()).flush(1);
    await answer;

    expect(renewals).toBe(0);
  });

  it('goes to anybody else without a token, a renewal or a second try', async () => {
    await tab.signIn(wired);
    const answer = send('https://other.example.com/');
    refuse(await arrived());

    await expect(answer).resolves.toMatchObject({ status: 401 });
    expect(renewals).toBe(0);
  });

  it('is sent without a token, at once and once, when nobody is signed in', async () => {
    tab.open(undefined, wired);
    const answer = send(API);
    const [request, ...others] = TestBed.inject(HttpTestingController).match(() => true);
    refuse(request!);

    await expect(answer).resolves.toMatchObject({ status: 401 });
    expect([tokenOf(request!), others, renewals]).toEqual([null, [], 0]);
  });
});

describe('renewAroundRequest()', () => {
  const REFUSED = new HttpErrorResponse({ status: 401 });
  /** What is loaded to renew; by default it cannot be. */
  let load: jest.Mock<Promise<RenewalPart>>;
  let sends: number;

  beforeEach(() => {
    load = jest.fn(() => Promise.reject(new AuthError('module_unavailable', 'It is gone.')));
    sends = 0;
  });

  /** Sends a request that fails; resolves with the failure that its caller gets. */
  const failing = (failure: unknown) =>
    firstValueFrom(
      renewAroundRequest(
        TestBed.inject(SessionMachine),
        tab.platform,
        load,
      )(() => {
        sends += 1;
        return throwError(() => failure);
      }),
    ).catch((thrown: unknown) => thrown);

  it.each([
    ['a failure of another kind', { status: 401 }],
    ['no failure at all', undefined],
    ['a 500', new HttpErrorResponse({ status: 500 })],
  ])('R48 hands on %s as it is, and loads nothing for it', async (_, failure) => {
    await tab.signIn(wired);

    expect(await failing(failure)).toBe(failure);
    expect([load.mock.calls, sends]).toEqual([[], 1]);
  });

  it('R48 hands on a 401 to a request that went without a token, though somebody is signed in', async () => {
    await tab.signIn({ ...wired, config: { responseType: 'id_token' } });

    expect(await failing(REFUSED)).toBe(REFUSED);
    expect([load.mock.calls, sends]).toEqual([[], 1]);
  });

  it('R48 hands on the 401 when what renews cannot be loaded', async () => {
    await tab.signIn(wired);

    expect(await failing(REFUSED)).toBe(REFUSED);
    expect([load.mock.calls, sends]).toEqual([[[]], 1]);
  });

  it('R48 hands on the 401 when the renewal has ended the session, and sends nothing without a token', async () => {
    const { auth } = await tab.signIn(wired);
    tab.frame = async (url) => responseOf(await server.answer(url, { claims: { sub: 'bob-1002' } }));
    const machine = TestBed.inject(SessionMachine);
    load.mockResolvedValue({ renewRefused: (...refusal) => renewRefused(machine, ...refusal) } as RenewalPart);

    expect(await failing(REFUSED)).toBe(REFUSED);
    expect([auth.accessToken(), sends]).toEqual([null, 1]);
  });

  it('sends with the token that it has when there is nothing to renew by', async () => {
    const { auth } = await tab.signIn({ ...wired, answer: { parameters: { expires_in: '60' } } });
    const machine = TestBed.inject(SessionMachine);
    machine.renewal = undefined;
    const start = Date.now();
    tab.platform.now = () => start + 56_000;
    const send = () => of(auth.accessToken());

    expect(await firstValueFrom(renewAroundRequest(machine, tab.platform, load)(send))).toMatch(/^access-token-/);
  });
});
