import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { locksForEach } from '../testing/locks-for-each';
import { otherTab, without, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, renewedElsewhere, SYNCED } from '../testing/synced-tabs';

const server = await fakeAuthorizationServer();
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
  it('A22 past the deadline has the other tabs asked first', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    jest.setSystemTime(Date.now() + 700_000);
    page.auth.snapshot();
    const renewal = page.auth.renew();
    await promisesTold();
    const asked = await other.heard();
    await other.say(renewedElsewhere(before));

    expect(asked.at(-1)).toBeNull();
    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
  });

  it('A22 R52 past the deadline waits for the other tabs 250 ms and no longer', async () => {
    const page = await tab.signIn(SYNCED);
    jest.setSystemTime(Date.now() + 700_000);
    page.auth.snapshot();
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(250);

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 A22 is made without a question where there are no channels', async () => {
    await without('BroadcastChannel', async () => {
      const page = await tab.signIn(SYNCED);
      jest.setSystemTime(Date.now() + 700_000);
      page.auth.snapshot();

      await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
      expect(frames.urls).toHaveLength(1);
    });
  });
});
