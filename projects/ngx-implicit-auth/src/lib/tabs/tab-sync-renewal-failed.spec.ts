import { withSilentRenewal, withTabSync } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Page, Tab } from '../testing/fake-tab';
import { hidden } from '../testing/hidden-page';
import { holding, locksForEach } from '../testing/locks-for-each';
import { outcomes, sessionIn, settled } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { SENTENCES } from '../testing/sentences';
import { lockOf } from '../testing/synced-tabs';

const server = await fakeAuthorizationServer();
let tab: Tab;
let frames: RenewalFrames;

locksForEach();

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

describe.each(['session', 'sign-out'] as const)(
  'a renewal that another tab has tried in vain, with share: %s',
  (share) => {
    const SYNCED = { features: [withSilentRenewal(), withTabSync({ share })] };
    /** A page, while another tab pauses for some time, counted from the moment at which this page is to renew. */
    async function otherTabPausing(milliseconds: number): Promise<Page> {
      const page = await tab.signIn(SYNCED);
      const { receivedAt } = sessionIn(page);
      await holding(`${lockOf(server)} ${receivedAt} until ${receivedAt + 540_000 + milliseconds}`, 'shared');
      return page;
    }
    const pass = async (milliseconds: number) => {
      jest.advanceTimersByTime(milliseconds);
      await promisesTold();
    };

    it('R52 is not tried by this one when it is due, but at the same time as there', async () => {
      const page = await otherTabPausing(20_000);
      await pass(540_000);
      const [first] = page.events.filter(({ type }) => type === 'renewal-ended');
      await pass(19_999);
      const before = frames.urls.length;
      await pass(1);
      await settled(page);

      expect(first).toMatchObject({
        outcome: { status: 'unreachable', error: { message: expect.stringMatching(SENTENCES) as string } },
      });
      expect(before).toBe(0);
      expect(frames.urls).toHaveLength(1);
      expect(outcomes(page)).toEqual(['unreachable', 'renewed']);
    });

    it('R52 is tried at once by this one when the app asks for it', async () => {
      const page = await otherTabPausing(20_000);
      await pass(500_000);

      await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    });

    it('R52 is tried when it is due, if the pause is over by then', async () => {
      const page = await otherTabPausing(0);
      await pass(540_000);
      await settled(page);

      expect(frames.urls).toHaveLength(1);
    });

    it('R52 is tried at the deadline by a page that somebody looks at', async () => {
      const page = await otherTabPausing(600_000);
      await pass(540_000);
      await pass(60_000);
      // The other tabs are asked first.
      await pass(250);
      await settled(page);

      expect(frames.urls).toHaveLength(1);
    });

    it('R52 is not tried at the deadline by a page that is hidden', async () => {
      hidden(true);
      const page = await otherTabPausing(600_000);
      await pass(540_000);
      await pass(60_000);
      const before = [frames.urls.length, page.auth.state().status];
      await pass(540_000);
      await pass(250);
      await settled(page);

      expect(before).toEqual([0, 'renewing']);
      expect(frames.urls).toHaveLength(1);
    });
  },
);
