import { withSilentRenewal } from 'ngx-implicit-auth';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { outcomes } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
const BY_FRAME = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

describe('renew() while the answer is on its way', () => {
  it('goes renewing → signed-in, and stays usable in between', async () => {
    const page = await tab.signIn(BY_FRAME);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    const during = page.auth.state();
    const tokenDuring = page.auth.accessToken();
    await frame.answer();
    await renewal;

    expect(during.status).toBe('renewing');
    expect(tokenDuring).not.toBeNull();
    expect(page.auth.state().status).toBe('signed-in');
    expect(outcomes(page)).toEqual(['renewed']);
  });

  it('leaves the last word to a sign-out that came in between', async () => {
    const page = await tab.signIn(BY_FRAME);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.logout({ scope: 'local' });
    await frame.answer();
    await renewal;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A22 goes on without tokens when the deadline passes while it waits', async () => {
    const page = await tab.signIn(BY_FRAME);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    jest.advanceTimersByTime(600_000);
    const expired = page.auth.state();
    await frame.answer();
    await renewal;

    expect(expired).toMatchObject({
      status: 'renewing',
      session: { accessToken: null, idToken: null, claims: ALICE },
    });
    expect(page.auth.state().status).toBe('signed-in');
    expect(frames.urls).toHaveLength(1);
    expect(page.auth.accessToken()).not.toBeNull();
    expect(page.events.map(({ type }) => type)).not.toContain('session-expired');
  });

  it('leaves the last word to a sign-out after the session has expired as well', async () => {
    const page = await tab.signIn(BY_FRAME);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    jest.advanceTimersByTime(600_000);
    await page.auth.logout({ scope: 'local' });
    await frame.answer();
    await renewal;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });

  it('leaves the last word to a sign-in that came in between', async () => {
    const page = await tab.signIn(BY_FRAME);
    const frame = frames.waiting();
    const renewal = page.auth.renew();
    await frame.opened;
    await page.auth.login({ prompt: 'login' });
    await frame.answer();
    await renewal;

    expect(page.auth.state()).toMatchObject({ status: 'redirecting', session: { claims: ALICE } });
    expect(new URL(tab.redirect).searchParams.get('prompt')).toBe('login');
  });
});
