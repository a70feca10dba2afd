import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Page, type Tab } from '../testing/fake-tab';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
const BY_FRAME = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

/** Resolves with the outcome of the renewal that something has started, once the next may begin. */
const ended = ({ auth }: Page) =>
  new Promise<string>((resolve) => {
    auth.events$.subscribe((event) => {
      if (event.type === 'renewal-ended') setImmediate(resolve, event.outcome.status);
    });
  });

describe('a renewal by itself', () => {
  it('starts a tenth of the lifetime before the deadline, not a moment before', async () => {
    const page = await tab.signIn(BY_FRAME);
    jest.advanceTimersByTime(539_999);
    const before = frames.urls.length;
    const renewal = ended(page);
    jest.advanceTimersByTime(1);

    expect(before).toBe(0);
    await expect(renewal).resolves.toBe('renewed');
    expect(frames.urls).toHaveLength(1);
  });

  it('goes on from session to session', async () => {
    const page = await tab.signIn(BY_FRAME);
    for (let round = 0; round < 5; round++) {
      const renewal = ended(page);
      jest.advanceTimersByTime(540_000);
      await renewal;
    }

    expect(frames.urls).toHaveLength(5);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('does not follow the other without a pause: a session of a second ends with its second', async () => {
    const parameters = { expires_in: '1' };
    frames.answering({ parameters });
    const page = await tab.signIn({ ...BY_FRAME, answer: { parameters } });
    await jest.advanceTimersByTimeAsync(10_000);

    expect(frames.urls).toEqual([]);
    expect(page.events.at(-1)).toEqual({ type: 'session-expired' });
  });

  it('starts as long before the deadline as is configured', async () => {
    const page = await tab.signIn({ features: [withSilentRenewal({ leadSeconds: 200 })] });
    jest.advanceTimersByTime(399_999);
    const before = frames.urls.length;
    const renewal = ended(page);
    jest.advanceTimersByTime(1);
    await renewal;

    expect(before).toBe(0);
    expect(frames.urls).toHaveLength(1);
  });

  it('R52 pauses longer and longer while nothing comes back, and tries once more at the deadline', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('server_unreachable');
    // Of the pauses of 60 s, 120 s and 240 s, a quarter is waited.
    jest.spyOn(Math, 'random').mockReturnValue(0.75);
    for (const wait of [540_000, 15_000, 30_000]) {
      const renewal = ended(page);
      jest.advanceTimersByTime(wait - 1);
      const early = frames.urls.length;
      jest.advanceTimersByTime(1);
      await renewal;
      expect(frames.urls).toHaveLength(early + 1);
    }
    const last = ended(page);
    jest.advanceTimersByTime(15_000);
    await last;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.map(({ type }) => type)).toContain('session-expired');
    jest.advanceTimersByTime(600_000);
    expect(frames.urls).toHaveLength(4);
  });

  it('R52 tries again at once when the device is online again', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('server_unreachable');
    await page.auth.renew();
    frames.answering({});
    const renewal = ended(page);
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(0);

    await expect(renewal).resolves.toBe('renewed');
  });

  it.each([
    ['interaction is needed', () => frames.refusing({ error: 'login_required' })],
    ['the frame is blocked', () => frames.failing('renewal_frame_blocked')],
    ['the answer is refused', () => frames.answering({ claims: { nonce: 'other' } })],
  ])('R52 R50 is not tried again when %s', async (_, prepare) => {
    const page = await tab.signIn(BY_FRAME);
    prepare();
    const renewal = ended(page);
    jest.advanceTimersByTime(540_000);
    await renewal;
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(59_999);

    expect(frames.urls).toHaveLength(1);
    expect(page.auth.isAuthenticated()).toBe(true);
  });

  it('is not made after a sign-out', async () => {
    const page = await tab.signIn(BY_FRAME);
    await page.auth.logout({ scope: 'local' });
    jest.advanceTimersByTime(600_000);

    expect(frames.urls).toEqual([]);
  });

  it('is made at once for a restored session that is about to end', async () => {
    await tab.signIn(BY_FRAME);
    jest.setSystemTime(Date.now() + 590_000);
    const page = tab.open(APP, BY_FRAME);
    const renewal = ended(page);
    jest.advanceTimersByTime(0);

    await expect(renewal).resolves.toBe('renewed');
  });

  it('is not made any more once the app is destroyed', async () => {
    const page = await tab.signIn(BY_FRAME);
    tab.open();
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(600_000);

    expect(page.auth.state().status).toBe('signed-in');
    expect(frames.urls).toEqual([]);
  });
});
