import { TestBed } from '@angular/core/testing';
import { SessionMachine } from '../session/session-machine';
import { arrived, BACKEND, send } from '../testing/backend';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { holding, locksForEach, locksIn } from '../testing/locks-for-each';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { BOTH, heldIn, REPORTS } from '../testing/reports';
import { channelOf, lockOf, renewedElsewhere, SYNCED } from '../testing/synced-tabs';
import { TabSync } from './tab-sync';

const server = await fakeAuthorizationServer();
const LOCK = lockOf(server);
/** The lock that a tab holds while it fetches the token of the reports. */
const API_LOCK = `${LOCK} ["https://reports/",null,["read:reports"]]`;
const RENEWED = { status: 'renewed' };
const SHARED_APIS = { ...SYNCED, config: BOTH, providers: BACKEND };
let tab: Tab;
let frames: RenewalFrames;
let other: OtherTab;

locksForEach();

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
  other = otherTab(channelOf(server));
});

afterEach(() => {
  other.close();
});

const denied = () => new DOMException('Denied.', 'SecurityError');
const rejects = () => Promise.reject(denied());
const throws = () => {
  throw denied();
};

describe.each([
  ['rejects', rejects],
  ['throws', throws],
])('where the browser denies locks, and %s', (_, refuse) => {
  it('A21 each tab renews for itself', async () => {
    const page = await tab.signIn(SYNCED);
    jest.spyOn(navigator.locks, 'request').mockImplementation(refuse);

    await expect(page.auth.renew()).resolves.toEqual(RENEWED);
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 a tab whose turn it is renews without knowing which locks are held', async () => {
    const page = await tab.signIn(SYNCED);
    jest.spyOn(navigator.locks, 'query').mockImplementation(refuse);

    await expect(page.auth.renew()).resolves.toEqual(RENEWED);
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 a renewal counts that cannot be made known by a lock', async () => {
    const page = await tab.signIn(SYNCED);
    const { request } = navigator.locks;
    jest
      .spyOn(navigator.locks, 'request')
      .mockImplementation((...args: unknown[]) =>
        args[0] === LOCK ? (Reflect.apply(request, navigator.locks, args) as Promise<unknown>) : refuse(),
      );

    await expect(page.auth.renew()).resolves.toEqual(RENEWED);
    expect(frames.urls).toHaveLength(1);
  });

  it.each(['request', 'query'] as const)('R52 each tab fetches API tokens for itself (%s)', async (method) => {
    const page = await tab.signIn(SHARED_APIS);
    jest.spyOn(navigator.locks, method).mockImplementation(refuse);
    void send(REPORTS);
    await arrived();

    expect(heldIn(page)).toHaveLength(1);
  });
});

describe('while another tab holds the lock', () => {
  it('A21 A22 a tab waits for 15 s, and then renews for itself', async () => {
    const page = await tab.signIn(SYNCED);
    await holding(LOCK);
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(14_999);
    await promisesTold();
    const waiting = await locksIn('pending');
    jest.advanceTimersByTime(1);

    await expect(renewal).resolves.toEqual(RENEWED);
    expect(waiting).toEqual([`exclusive ${LOCK}`]);
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 a tab that gives up waiting has what another has renewed meanwhile', async () => {
    const page = await tab.signIn(SYNCED);
    await holding(LOCK);
    const renewal = page.auth.renew();
    await other.say(renewedElsewhere(sessionIn(page)));
    jest.advanceTimersByTime(15_000);

    await expect(renewal).resolves.toEqual(RENEWED);
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
    expect(frames.urls).toEqual([]);
  });

  it('R52 a tab waits for 15 s, and then fetches the token of an API for itself', async () => {
    const page = await tab.signIn(SHARED_APIS);
    await holding(API_LOCK);
    void send(REPORTS);
    await inLine();
    jest.advanceTimersByTime(15_000);
    await arrived();

    expect(heldIn(page)).toHaveLength(1);
  });

  it('R52 a tab leaves the line for the token of an API when the app is destroyed', async () => {
    await tab.signIn(SHARED_APIS);
    await holding(API_LOCK);
    void send(REPORTS);
    await inLine();
    TestBed.resetTestingModule();
    await promisesTold();

    expect(await locksIn('pending')).toEqual([]);
    expect(frames.urls).toEqual([]);
  });
});

describe('a turn', () => {
  const failure = new Error('It failed.');
  const fails = jest.fn(() => Promise.reject(failure));
  const turn = (signal: AbortSignal) =>
    TestBed.inject(TabSync).renew(TestBed.inject(SessionMachine).stored(), fails, signal, Infinity);

  beforeEach(async () => {
    fails.mockClear();
    await tab.signIn(SYNCED);
  });

  it('A21 whose work fails is not taken once more', async () => {
    const timers = jest.getTimerCount();

    await expect(turn(new AbortController().signal)).rejects.toBe(failure);
    expect(fails).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(timers);
  });

  it('A21 is not taken by an app that is destroyed', async () => {
    await expect(turn(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(fails).not.toHaveBeenCalled();
  });
});

describe('where the browser denies channels', () => {
  it('A21 each tab does for itself', async () => {
    const open = BroadcastChannel;
    jest.spyOn(globalThis, 'BroadcastChannel').mockImplementation((name) => {
      return name === channelOf(server) ? throws() : new open(name);
    });
    const page = await tab.signIn(SYNCED);

    await expect(page.auth.renew()).resolves.toEqual(RENEWED);
    jest.restoreAllMocks();
    expect(await other.heard()).toEqual([]);
  });

  it('A21 a session is renewed that cannot be told of, nor asked for', async () => {
    const before = await tab.signIn(SYNCED);
    jest.advanceTimersByTime(1);
    jest.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(throws);
    const page = tab.open(APP, SYNCED);
    const renewal = page.auth.renew();
    await promisesTold();

    expect(() => jest.advanceTimersByTime(250)).not.toThrow();
    await expect(renewal).resolves.toEqual(RENEWED);
    expect(() => jest.advanceTimersByTime(1)).not.toThrow();
    expect(sessionIn(page).receivedAt).toBeGreaterThan(sessionIn(before).receivedAt);
  });
});

/** Resolves once this tab waits for a lock. */
async function inLine(): Promise<void> {
  while (!(await locksIn('pending')).length) await promisesTold();
}
