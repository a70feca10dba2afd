import { TestBed } from '@angular/core/testing';
import { authGuard } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { otherTab, without, type OtherTab } from '../testing/other-tab';
import { promisesTold } from '../testing/promises-told';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, sessionElsewhere, SYNCED } from '../testing/synced-tabs';

const server = await fakeAuthorizationServer();
let tab: Tab;
let other: OtherTab;

renewingTabForEach(server, (fresh) => {
  ({ tab } = fresh);
  other = otherTab(channelOf(server));
});

afterEach(() => {
  other.close();
});

describe('a guard in a tab that has just started', () => {
  it('A21 waits for the answer of the others, and leaves for nowhere', async () => {
    const received = await sessionElsewhere(server);
    const leftBefore = tab.redirects.length;
    tab.open(APP, SYNCED);
    const guard = TestBed.runInInjectionContext(authGuard);
    await other.say(received);

    await expect(guard).resolves.toBe(true);
    expect(tab.redirects).toHaveLength(leftBefore);
  });

  it('A21 R52 waits for 250 ms and no longer', async () => {
    const { auth } = tab.open(APP, SYNCED);
    void TestBed.runInInjectionContext(authGuard);
    jest.advanceTimersByTime(249);
    await promisesTold();
    const before = auth.state().status;
    jest.advanceTimersByTime(1);
    await promisesTold();

    expect([before, auth.state().status]).toEqual(['signed-out', 'redirecting']);
  });

  it('A21 waits for nobody where there are no channels', async () => {
    await without('BroadcastChannel', async () => {
      const { auth } = tab.open(APP, SYNCED);
      void TestBed.runInInjectionContext(authGuard);

      expect(auth.state().status).toBe('redirecting');
    });
  });
});
