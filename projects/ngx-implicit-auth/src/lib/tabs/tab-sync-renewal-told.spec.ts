import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { holding, locksForEach, locksIn } from '../testing/locks-for-each';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, lockOf, renewedElsewhere, SYNCED } from '../testing/synced-tabs';

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

describe('a renewal', () => {
  it('A21 is told by a lock for 5 s, to whoever has not heard of it', async () => {
    const page = await tab.signIn(SYNCED);
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    const marked = await locksIn('held');
    jest.advanceTimersByTime(4_999);
    await promisesTold();
    const later = await locksIn('held');
    jest.advanceTimersByTime(1);
    await promisesTold();

    expect(marked).toEqual([`shared ${LOCK} ${sessionIn(page).receivedAt}`]);
    expect(later).toEqual(marked);
    expect(await locksIn('held')).toEqual([]);
  });

  it('A21 that is refused is told by no lock', async () => {
    const page = await tab.signIn(SYNCED);
    frames.refusing({ error: 'login_required' });
    await page.auth.renew();
    await promisesTold();

    expect(await locksIn('held')).toEqual([]);
  });

  it('A21 R52 that nothing came of is told by a lock with the time of the next try, until then', async () => {
    const page = await tab.signIn(SYNCED);
    const { receivedAt } = sessionIn(page);
    frames.failing('server_unreachable');
    await page.auth.renew();
    const during = await locksIn('held');
    frames.answering({});
    jest.advanceTimersByTime(4_000);
    await promisesTold();

    expect(during).toEqual([`shared ${LOCK} ${receivedAt} until ${receivedAt + 4_000}`]);
    expect(await locksIn('held')).not.toEqual(expect.arrayContaining(during));
  });

  it('A21 that a lock tells of is waited for', async () => {
    const page = await tab.signIn(SYNCED);
    const received = renewedElsewhere(sessionIn(page), { receivedAt: Date.now() + 1 });
    await holding(`${LOCK} ${received.receivedAt}`, 'shared');
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(4_999);
    await other.say(received);

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
  });

  it('A21 R52 that a lock tells of is waited for no longer than 5 s', async () => {
    const page = await tab.signIn(SYNCED);
    await holding(`${LOCK} ${Date.now() + 1}`, 'shared');
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(5_000);

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 that a lock tells of is not waited for when it is this tab’s own', async () => {
    const page = await tab.signIn(SYNCED);
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    await page.auth.renew();

    expect(frames.urls).toHaveLength(2);
  });

  it('is told by no lock any more when the app is destroyed', async () => {
    const page = await tab.signIn(SYNCED);
    await page.auth.renew();
    TestBed.resetTestingModule();
    await promisesTold();

    expect(await locksIn('held')).toEqual([]);
  });
});
