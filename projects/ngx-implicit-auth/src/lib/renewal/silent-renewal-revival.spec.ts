import { withSilentRenewal } from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Page, Tab } from '../testing/fake-tab';
import { expirations, outcomes, settled } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { overslept, sleep, wake } from '../testing/sleeping-device';

const server = await fakeAuthorizationServer();
const RENEWED = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

describe('a session that has ended because nothing came back', () => {
  /** Another page of the same session, in which the server could not be reached. */
  async function lost(): Promise<Page> {
    frames.failing('server_unreachable');
    const page = await overslept(tab, RENEWED);
    wake('focus');
    await settled(page);
    // Told by the event once the state has been entered.
    frames.answering({});
    return page;
  }

  it('A22 is over, and told so', async () => {
    const page = await lost();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(outcomes(page)).toEqual(['unreachable']);
    expect(expirations(page)).toHaveLength(1);
  });

  it('A22 R52 is renewed at once when the device is online', async () => {
    const page = await lost();
    wake('online');

    expect(page.auth.state()).toEqual({ status: 'renewing', session: null });
    expect(await settled(page)).toBe('signed-in');
    expect(page.auth.claims()).toMatchObject(ALICE);
  });

  it.each(['focus', 'visibilitychange'])('A22 R52 is renewed on %s, once a pause is over', async (type) => {
    const page = await lost();
    sleep(3_999);
    wake(type);
    const early = page.auth.state().status;
    sleep(1);
    wake(type);

    expect([early, page.auth.state().status]).toEqual(['signed-out', 'renewing']);
    expect(await settled(page)).toBe('signed-in');
  });

  it('R52 pauses longer after each failure', async () => {
    const page = await lost();
    frames.failing('server_unreachable');
    sleep(4_000);
    wake('focus');
    await settled(page);
    sleep(59_999);
    wake('focus');
    const early = page.auth.state().status;
    sleep(1);
    wake('focus');

    expect([early, page.auth.state().status]).toEqual(['signed-out', 'renewing']);
  });

  it('is renewed on demand', async () => {
    const page = await lost();

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('R54 is not renewed after a sign-out', async () => {
    const page = await lost();
    await page.auth.logout({ scope: 'local' });
    wake('online');

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect((await page.auth.renew()).status).toBe('interaction-required');
  });
});

describe('a session for which there is no hope', () => {
  it.each<[string, string, () => void]>([
    ['the server wants to see the person', 'interaction-required', () => frames.refusing({ error: 'login_required' })],
    ['the answer is refused', 'refused', () => frames.answering({ claims: { nonce: 'other' } })],
    ['frames are blocked', 'frame-blocked', () => frames.failing('renewal_frame_blocked')],
  ])('R52 ends at its deadline without another frame when %s', async (_, outcome, prepare) => {
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    const page = await tab.signIn(RENEWED);
    prepare();
    await page.auth.renew();
    jest.advanceTimersByTime(600_000);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(outcomes(page)).toEqual([outcome]);
    expect(expirations(page)).toHaveLength(1);
    expect(frames.urls).toHaveLength(1);
  });
});
