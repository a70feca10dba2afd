import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { comeBack, startGuarded, TARGET } from '../testing/guarded-app';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { seenTokens, sent } from '../testing/seen-tokens';

const server = await fakeAuthorizationServer();
const BY_NAVIGATION = { features: [withSilentRenewal({ strategy: 'navigation' })] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

describe('with strategy: navigation', () => {
  it('nothing happens without a navigation, even at the end', async () => {
    const page = await tab.signIn(BY_NAVIGATION);
    jest.advanceTimersByTime(599_999);
    const before = page.auth.state().status;
    jest.advanceTimersByTime(1);

    expect([before, page.auth.state().status]).toEqual(['signed-in', 'signed-out']);
    expect(page.events.at(-1)).toEqual({ type: 'session-expired' });
    expect(frames.urls).toEqual([]);
    expect(tab.redirects).toHaveLength(1);
  });

  it('a request leaves the page for nothing, and takes the token there is', async () => {
    const { providers, seen } = seenTokens();
    const page = await tab.signIn({ ...BY_NAVIGATION, providers });
    jest.setSystemTime(Date.now() + 599_000);
    await sent();

    expect(seen).toEqual([`Bearer ${page.auth.accessToken()}`]);
    expect(tab.redirects).toHaveLength(1);
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('R50 renew() leaves the page, and comes back to it', async () => {
    await tab.signIn(BY_NAVIGATION);
    const page = startGuarded(tab, TARGET, BY_NAVIGATION);
    await page.settled();
    void page.auth.renew();
    await page.leaving();
    const prompt = new URL(tab.redirect).searchParams.get('prompt');
    const back = await comeBack(tab, server.answer(tab.redirect), BY_NAVIGATION);

    expect(prompt).toBe('none');
    expect(tab.redirects.at(-1)?.replaceUrl).toBe(false);
    expect(await back.settled()).toBe(TARGET);
  });

  it('A15 renew() has ended when the page comes back from the back/forward cache', async () => {
    await tab.signIn(BY_NAVIGATION);
    const page = startGuarded(tab, '/', BY_NAVIGATION);
    const renewal = page.auth.renew();
    await page.leaving();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

    await expect(renewal).resolves.toMatchObject({
      status: 'unreachable',
      error: { message: expect.stringContaining('is still there') },
    });
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('renew() tells why the page could not be left', async () => {
    const page = await tab.signIn(BY_NAVIGATION);
    tab.storage.fill();

    await expect(page.auth.renew()).resolves.toMatchObject({
      status: 'refused',
      error: { code: 'storage_unavailable' },
    });
    expect(page.auth.state().status).toBe('signed-in');
  });
});
