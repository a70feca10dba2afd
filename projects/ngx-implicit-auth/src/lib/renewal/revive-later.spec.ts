import { TestBed } from '@angular/core/testing';
import { authGuard, withSilentRenewal } from 'ngx-implicit-auth';
import { SessionMachine } from '../session/session-machine';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Page, type Tab } from '../testing/fake-tab';
import { hidden } from '../testing/hidden-page';
import { outcomes, sessionIn, settled } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { seenTokens, sent } from '../testing/seen-tokens';
import { overslept, sleep, wake } from '../testing/sleeping-device';
import { revivalTime } from './renewal-schedule';

const server = await fakeAuthorizationServer();
const RENEWED = { features: [withSilentRenewal()], providers: seenTokens().providers };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

const pass = async (milliseconds: number) => {
  jest.advanceTimersByTime(milliseconds);
  await promisesTold();
};

describe('a deadline that a hidden page has slept through', () => {
  let page: Page;
  /** How long the page is to wait from now on, if nobody comes. */
  let wait: number;

  beforeEach(async () => {
    // The lot of a session depends on when it was received.
    sleep(1);
    page = await overslept(tab, RENEWED);
    hidden(true);
    wait = revivalTime(sessionIn(page), Date.now()) - Date.now();
    wake('focus');
    await promisesTold();
  });

  it('A22 takes the tokens away at once', () => {
    expect(page.auth.state()).toMatchObject({ status: 'renewing', session: { accessToken: null, idToken: null } });
  });

  it('R52 is followed by a renewal in its time, not a moment before', async () => {
    await pass(Math.floor(wait) - 1);
    const early = frames.urls.length;
    await pass(1);
    await settled(page);

    expect(wait).toBeGreaterThan(0);
    expect(early).toBe(0);
    expect(frames.urls).toHaveLength(1);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('R52 is followed by a renewal at once when a person comes', async () => {
    hidden(false);
    wake('visibilitychange');

    expect(await settled(page)).toBe('signed-in');
    await pass(wait);
    expect(frames.urls).toHaveLength(1);
  });

  it('R52 is not followed by one on what is no person', async () => {
    for (const type of ['visibilitychange', 'focus', 'online', 'storage']) wake(type);
    await promisesTold();

    expect(frames.urls).toEqual([]);
  });

  it('A22 is followed by one at once when a request needs it, and the request waits', async () => {
    expect(await sent()).toBe(`Bearer ${page.auth.accessToken()}`);
    expect(frames.urls).toHaveLength(1);
  });

  it('A22 is followed by one at once when a guard needs it', async () => {
    expect(await TestBed.runInInjectionContext(authGuard)).toBe(true);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('is followed by one at once when the app asks for it', async () => {
    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
  });

  it('R54 is followed by none after a sign-out', async () => {
    await page.auth.logout({ scope: 'local' });
    hidden(false);
    wake('visibilitychange');
    await pass(1_200_000);

    expect(TestBed.inject(SessionMachine).pending).toBeNull();
    expect(frames.urls).toEqual([]);
    expect(page.auth.state().status).toBe('signed-out');
  });

  it('is followed by none once the app is destroyed', async () => {
    TestBed.resetTestingModule();
    hidden(false);
    wake('visibilitychange');
    await pass(1_200_000);

    expect(frames.urls).toEqual([]);
  });
});

describe('a deadline that passes in a hidden page', () => {
  it('R52 does not cut the pause short after a renewal without an answer', async () => {
    hidden(true);
    const page = await tab.signIn(RENEWED);
    frames.failing('server_unreachable');
    await pass(540_000);
    await pass(60_000);
    frames.answering({});
    await pass(1_200_000 - 60_001);
    const before = [frames.urls.length, page.auth.state().status];
    await pass(1);
    await settled(page);

    expect(before).toEqual([1, 'renewing']);
    expect(outcomes(page)).toEqual(['unreachable', 'renewed']);
  });

  it('R52 is not followed by a renewal because the device is online again', async () => {
    hidden(true);
    const page = await tab.signIn(RENEWED);
    frames.failing('server_unreachable');
    await page.auth.renew();
    wake('online');
    await pass(0);

    expect(frames.urls).toHaveLength(1);
  });
});

describe('a hidden page that is opened with a session past its deadline', () => {
  it('A22 has its first guard renew it at once', async () => {
    await overslept(tab, RENEWED);
    hidden(true);
    const page = tab.open(APP, RENEWED);

    expect(await TestBed.runInInjectionContext(authGuard)).toBe(true);
    expect(page.auth.isAuthenticated()).toBe(true);
    expect(frames.urls).toHaveLength(1);
  });

  it('renews it at once when the app asks for it', async () => {
    await overslept(tab, RENEWED);
    hidden(true);
    const { auth } = tab.open(APP, RENEWED);

    await expect(auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(auth.isAuthenticated()).toBe(true);
    expect(frames.urls).toHaveLength(1);
  });
});
