import { TestBed } from '@angular/core/testing';
import { withSilentRenewal, withSilentSignIn, withTabSync } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { holding, locksForEach, locksIn } from '../testing/locks-for-each';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, lockOf, renewedElsewhere, sessionElsewhere, SYNCED } from '../testing/synced-tabs';

const server = await fakeAuthorizationServer();
const LOCK = lockOf(server);
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

describe('a renewal while the tabs take turns', () => {
  it.each(['session', 'sign-out'] as const)('A21 waits for its turn with share: %s', async (share) => {
    const page = await tab.signIn({ features: [withSilentRenewal(), withTabSync({ share })] });
    const release = await holding(LOCK);
    const renewal = page.auth.renew();
    const inLine = await locksIn('pending');
    release();

    expect(inLine).toEqual([`exclusive ${LOCK}`]);
    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 is not made by a tab that has the result of another’s when its turn comes', async () => {
    const page = await tab.signIn(SYNCED);
    const release = await holding(LOCK);
    const renewal = page.auth.renew();
    await other.say(renewedElsewhere(sessionIn(page)));
    release();

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
  });

  it('A21 is not made, and nobody asked for it, when the result comes while the tab looks at the locks', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    await holding(`${LOCK} ${before.receivedAt + 1}`, 'shared');
    const { locks } = navigator;
    jest.spyOn(locks, 'query').mockImplementationOnce(async () => {
      await other.say(renewedElsewhere(before));
      return locks.query();
    });

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(await other.heard()).toMatchObject([null, before]);
  });

  it('A21 R54 is not made, and nobody asked for it, after a sign-out while the tab was in line', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    const release = await holding(LOCK);
    const renewal = page.auth.renew();
    await holding(`${LOCK} ${before.receivedAt + 1}`, 'shared');
    await page.auth.logout({ scope: 'local' });
    release();

    await expect(renewal).resolves.toMatchObject({ status: 'interaction-required' });
    expect(frames.urls).toEqual([]);
    expect(await other.heard()).toMatchObject([null, before]);
  });

  it('A21 is made by a tab whose predecessor has failed, without a question to the others', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    const release = await holding(LOCK);
    const renewal = page.auth.renew();
    release();
    await renewal;

    expect(frames.urls).toHaveLength(1);
    expect(await other.heard()).toMatchObject([null, before]);
  });

  it('A21 that would sign somebody in takes over what comes while it is in line', async () => {
    const received = await sessionElsewhere(server);
    const release = await holding(LOCK);
    const page = tab.open(APP, { features: [withTabSync(), withSilentRenewal(), withSilentSignIn()] });
    jest.advanceTimersByTime(250);
    await promisesTold();
    const inLine = await locksIn('pending');
    const asked = page.auth.renew();
    await other.say(received);
    release();
    await asked;

    expect(inLine).toHaveLength(1);
    expect(await other.heard()).toEqual([null]);
    expect(page.auth.session()).toEqual(received);
    expect(frames.urls).toEqual([]);
  });

  it('A21 is made by each tab for itself where there are no locks', async () => {
    Reflect.deleteProperty(navigator, 'locks');
    const page = await tab.signIn(SYNCED);

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('leaves the line when the app is destroyed', async () => {
    const page = await tab.signIn(SYNCED);
    await holding(LOCK);
    void page.auth.renew();
    TestBed.resetTestingModule();
    await promisesTold();

    expect(await locksIn('pending')).toEqual([]);
    expect(frames.urls).toEqual([]);
  });
});
