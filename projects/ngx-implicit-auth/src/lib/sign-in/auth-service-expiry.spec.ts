import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Page, type Tab } from '../testing/fake-tab';
import type { AuthEvent } from '../session/auth-event';

const server = await fakeAuthorizationServer();
const DAY = 24 * 3600;
let tab: Tab;

beforeEach(() => {
  // What the browser counts with is faked; promises are not, as the verification is real.
  jest.useFakeTimers({
    now: 1_800_000_000_000,
    doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance', 'requestAnimationFrame'],
  });
  tab = fakeTab(server);
});

afterEach(() => {
  jest.useRealTimers();
});

const signIn = (expiresInSeconds: number | undefined, config = {}) =>
  tab.signIn({ config, answer: { parameters: { expires_in: expiresInSeconds?.toString() } } });
const expirations = ({ events }: Page) => events.filter(({ type }: AuthEvent) => type === 'session-expired');

describe('a session', () => {
  it('ends at its deadline, not a moment before', async () => {
    const page = await signIn(600);
    jest.advanceTimersByTime(599_999);
    const before = page.auth.isAuthenticated();
    jest.advanceTimersByTime(1);

    expect(before).toBe(true);
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.auth.accessToken()).toBeNull();
    expect(expirations(page)).toEqual([{ type: 'session-expired' }]);
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
  });

  it('A22 R24 of 40 days, beyond the range of a browser’s timer, neither ends at once nor never', async () => {
    const page = await signIn(40 * DAY);
    jest.advanceTimersByTime(40 * DAY * 1000 - 1);
    const before = page.auth.isAuthenticated();
    jest.advanceTimersByTime(1);

    expect(before).toBe(true);
    expect(page.auth.isAuthenticated()).toBe(false);
  });

  it('A22 sets no timer beyond the range of a browser’s', async () => {
    const delays = jest.spyOn(globalThis, 'setTimeout');
    await signIn(365 * DAY);

    expect(delays.mock.calls.length).toBeGreaterThan(0);
    expect(Math.max(...delays.mock.calls.map(([, delay]) => delay ?? 0))).toBeLessThan(2 ** 31);
  });

  it('A22 is over at its use when its timer slept through the deadline', async () => {
    const page = await signIn(600);
    jest.setSystemTime(Date.now() + 30 * DAY * 1000);

    expect(page.auth.snapshot()).toEqual({ status: 'signed-out' });
    expect(page.auth.isAuthenticated()).toBe(false);
    expect(expirations(page)).toHaveLength(1);
  });

  it('A22 is over as soon as its timer wakes up after the deadline', async () => {
    const page = await signIn(600);
    jest.setSystemTime(Date.now() + 500_000);
    jest.advanceTimersByTime(600_000);

    expect(page.auth.isAuthenticated()).toBe(false);
    expect(expirations(page)).toHaveLength(1);
  });

  it('A22 A27 lasts as long as it was given when the clock is set back meanwhile, not a moment longer', async () => {
    const page = await signIn(900);
    jest.setSystemTime(Date.now() - 600_000);
    jest.advanceTimersByTime(899_999);
    const before = page.auth.isAuthenticated();
    jest.advanceTimersByTime(1);

    expect(before).toBe(true);
    expect(page.auth.isAuthenticated()).toBe(false);
    expect(expirations(page)).toHaveLength(1);
    expect(tab.open().auth.isAuthenticated()).toBe(false);
  });

  it('A22 A27 that has longer to go than its clock is set ahead goes on', async () => {
    const page = await signIn(900);
    jest.setSystemTime(Date.now() + 600_000);

    expect(page.auth.snapshot().status).toBe('signed-in');
  });

  it.each(['visibilitychange', 'focus', 'online', 'pageshow'])('A22 is found to be over on %s', async (type) => {
    const page = await signIn(600);
    jest.setSystemTime(Date.now() + 600_000);
    const before = page.auth.isAuthenticated();
    dispatchEvent(new Event(type));

    expect(before).toBe(true);
    expect(page.auth.isAuthenticated()).toBe(false);
  });

  it('is over on the next page when its deadline has passed, and is not kept', async () => {
    await signIn(600);
    jest.setSystemTime(Date.now() + 600_000);
    const page = tab.open();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(Object.keys(tab.storage).filter((key) => key.endsWith(' session'))).toEqual([]);
  });

  it('that was restored ends at the same deadline', async () => {
    await signIn(600);
    jest.advanceTimersByTime(400_000);
    const page = tab.open();
    jest.advanceTimersByTime(199_999);
    const before = page.auth.isAuthenticated();
    jest.advanceTimersByTime(1);

    expect(before).toBe(true);
    expect(page.auth.isAuthenticated()).toBe(false);
  });

  it('R24 lasts for the configured time when the server tells none', async () => {
    const page = await signIn(undefined, { accessTokenLifetimeSeconds: 120 });

    expect(page.auth.state()).toMatchObject({ session: { expiresAt: Date.now() + 120_000 } });
  });

  it('R24 lasts for a year at most', async () => {
    const page = await signIn(1e12);

    expect(page.auth.state()).toMatchObject({ session: { expiresAt: Date.now() + 365 * DAY * 1000 } });
  });

  it('R24 lasts for a year at most by its id_token alone', async () => {
    const page = await tab.signIn({
      config: { responseType: 'id_token' },
      answer: { claims: { exp: Number.MAX_SAFE_INTEGER } },
    });

    expect(page.auth.state()).toMatchObject({ session: { expiresAt: Date.now() + 365 * DAY * 1000 } });
  });

  it.each([0, -1])('R34 does not begin with an id_token alone that lasts for %d seconds', async (seconds) => {
    const now = Date.now() / 1000;
    const { auth } = await tab.signIn({
      config: { responseType: 'id_token' },
      answer: { claims: { iat: now + 30, exp: now + 30 + seconds } },
    });

    expect(auth.state()).toMatchObject({ status: 'failed', error: { code: 'id_token_malformed' } });
  });

  it('A27 counts from the moment its page was requested, not from the end of the verification', async () => {
    const requestedAt = Date.now() - 5_000;
    tab.platform.pageRequestedAt = () => requestedAt;
    const page = await signIn(600);

    expect(page.auth.state()).toMatchObject({ session: { expiresAt: requestedAt + 600_000 } });
  });

  it.each([-290, -100, 100, 290])('A27 R33 begins although the clocks differ by %d seconds', async (seconds) => {
    const claims = { iat: Date.now() / 1000 + seconds, exp: Date.now() / 1000 + seconds + 600 };
    const { auth } = await tab.signIn({ answer: { claims } });

    expect(auth.state()).toMatchObject({ status: 'signed-in', session: { expiresAt: Date.now() + 600_000 } });
  });

  it.each([
    [-910, 'id_token_expired'],
    [-310, 'id_token_too_old'],
    [600, 'id_token_not_yet_valid'],
  ])('A27 does not begin when the clocks differ by %d seconds, and the message says so', async (seconds, code) => {
    const claims = { iat: Date.now() / 1000 + seconds, exp: Date.now() / 1000 + seconds + 600 };
    const { auth } = await tab.signIn({ answer: { claims } });

    expect(auth.state()).toMatchObject({
      status: 'failed',
      error: { code, message: expect.stringContaining('clock') },
    });
  });

  it('leaves no timer behind when it ends by a sign-out, or the app is destroyed', async () => {
    // Without a question to the server, whose timeout is a timer as well.
    const config = {
      responseType: 'token',
      scope: 'read:timesheets',
      server: { authorizationEndpoint: `${server.issuer}/authorize` },
    } as const;
    const { auth } = await signIn(600, config);
    const whileSignedIn = jest.getTimerCount();
    await auth.logout({ scope: 'local' });
    const afterSignOut = jest.getTimerCount();
    await signIn(600, config);
    TestBed.resetTestingModule();

    expect([whileSignedIn, afterSignOut, jest.getTimerCount()]).toEqual([1, 0, 0]);
  });
});
