import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { settled } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
const BY_FRAME = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

describe('the server’s keys', () => {
  it('are fetched anew by every fifth renewal of a tab, page after page', async () => {
    await tab.signIn(BY_FRAME);
    server.requests.length = 0;
    const asked: number[] = [];
    for (let renewal = 1; renewal <= 16; renewal++) {
      const page = tab.open(undefined, BY_FRAME);
      jest.advanceTimersByTime(1);
      await page.auth.renew();
      if (server.requests.length) asked.push(renewal);
      server.requests.length = 0;
    }

    expect(asked).toEqual([5, 10, 15]);
  });
});

describe('a server that is too busy for its keys', () => {
  const busy = () => {
    tab.platform.fetch = async () => new Response('', { status: 503, headers: { 'retry-after': '120' } });
  };

  it('R52 is asked again when it wants to be, and a pause later, after a frame that got no further', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('renewal_frame_blocked');
    busy();
    const outcome = await page.auth.renew();
    frames.answering({});
    jest.advanceTimersByTime(120_000 + 4_000 - 1);
    await promisesTold();
    const early = frames.urls.length;
    jest.advanceTimersByTime(1);

    expect(outcome).toMatchObject({ status: 'unreachable', error: { code: 'server_unreachable', retryAfter: 120 } });
    expect(early).toBe(1);
    expect(await settled(page)).toBe('signed-in');
    expect(frames.urls).toHaveLength(2);
  });

  it('R52 ends no session that it has signed by a new key', async () => {
    const page = await tab.signIn(BY_FRAME);
    await server.rotateKeys();
    busy();

    expect(await page.auth.renew()).toMatchObject({ status: 'unreachable', error: { retryAfter: 120 } });
    tab.platform.fetch = server.fetch;
    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
  });
});
