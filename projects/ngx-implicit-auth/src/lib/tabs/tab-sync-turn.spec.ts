import { TestBed } from '@angular/core/testing';
import { withSilentRenewal, withSilentSignIn, withTabSync } from 'ngx-implicit-auth';
import type { RenewalResult } from '../renewal/shared-renewal';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Page, type Tab } from '../testing/fake-tab';
import { holding, locksForEach, locksIn } from '../testing/locks-for-each';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn, settled } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, lockOf, renewedElsewhere, SYNCED } from '../testing/synced-tabs';
import { TabSync } from './tab-sync';

const server = await fakeAuthorizationServer();
const LOCK = lockOf(server);
let tab: Tab;
let frames: RenewalFrames;
let other: OtherTab;
let work: jest.Mock<Promise<RenewalResult>, []>;

locksForEach();

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
  other = otherTab(channelOf(server));
  work = jest.fn(() => Promise.resolve({ outcome: { status: 'other-person' } }));
});

afterEach(() => {
  other.close();
});

/** Renews the session of a page in its turn, in the way that the test gives. */
const turn = (page: Page, signal = new AbortController().signal) =>
  TestBed.inject(TabSync).renew(sessionIn(page), work, signal, Infinity);
const questions = async () => (await other.heard()).filter((message) => message === null).length;

describe('a turn', () => {
  it('A21 that brings nothing hands that on', async () => {
    const page = await tab.signIn(SYNCED);
    const result = await turn(page);

    expect(result).toBe(await (work.mock.results[0]?.value as Promise<RenewalResult>));
    expect(await locksIn('held')).toEqual([]);
  });

  it('A21 ends without work when another tab has renewed the session meanwhile', async () => {
    const page = await tab.signIn(SYNCED);
    const release = await holding(LOCK);
    const renewal = turn(page);
    await other.say(renewedElsewhere(sessionIn(page)));
    release();

    await expect(renewal).resolves.toEqual({ outcome: { status: 'renewed' } });
    expect(work).not.toHaveBeenCalled();
  });

  it('A21 ends without work when the result comes while it looks at the locks', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    frames.waiting();
    void page.auth.renew();
    await promisesTold();
    const { locks } = navigator;
    jest.spyOn(locks, 'query').mockImplementationOnce(async () => {
      await other.say(renewedElsewhere(before));
      return { held: [], pending: [] };
    });
    // A turn of its own, beside that of the page.
    jest.spyOn(locks, 'request').mockImplementation((...args: unknown[]) => {
      return Promise.resolve((args[2] as LockGrantedCallback<unknown>)(null));
    });

    await expect(turn(page)).resolves.toEqual({ outcome: { status: 'renewed' } });
    expect(work).not.toHaveBeenCalled();
  });

  it('A21 keeps the lock for as long as its work takes', async () => {
    const page = await tab.signIn(SYNCED);
    let end: (result: RenewalResult) => void = () => {};
    work.mockImplementation(() => new Promise((resolve) => (end = resolve)));
    const renewal = turn(page);
    await promisesTold();
    jest.advanceTimersByTime(20_000);
    await promisesTold();
    const held = await locksIn('held');
    end({ outcome: { status: 'renewed' } });
    await renewal;

    expect(held).toEqual([`exclusive ${LOCK}`]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it.each(['granted', 'denied'])('A22 leaves no timer behind when it was %s', async (how) => {
    const page = await tab.signIn(SYNCED);
    const before = jest.getTimerCount();
    if (how === 'denied') {
      jest.spyOn(navigator.locks, 'request').mockRejectedValue(new DOMException('Denied.', 'SecurityError'));
    }
    await turn(page);

    expect(work).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(before);
  });

  it('R50 A21 is taken by whoever would sign somebody in', async () => {
    const page = tab.open(APP, { features: [withTabSync(), withSilentRenewal(), withSilentSignIn()] });
    jest.advanceTimersByTime(250);
    await promisesTold();

    expect(await settled(page)).toBe('signed-in');
    expect(frames.urls).toHaveLength(1);
  });
});

describe('the other tabs are asked before a renewal', () => {
  it('A21 of a session that this page has found stored, as another tab may have renewed it before', async () => {
    await tab.signIn(SYNCED);
    jest.advanceTimersByTime(1_000);
    const page = tab.open(APP, SYNCED);
    const before = await questions();
    const renewal = page.auth.renew();
    await promisesTold();
    await other.say(renewedElsewhere(sessionIn(page)));

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect((await questions()) - before).toBe(1);
    expect(frames.urls).toEqual([]);
  });

  it.each([
    [599_999, 0],
    [600_000, 1],
  ])('A22 of a session that began in this page %d ms ago: %d times', async (milliseconds, times) => {
    const page = await tab.signIn(SYNCED);
    const before = await questions();
    jest.setSystemTime(Date.now() + milliseconds);
    page.auth.snapshot();
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(250);
    await renewal;

    expect((await questions()) - before).toBe(times);
  });
});
