import { withSilentRenewal, withTabSync } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, renewedElsewhere, sessionElsewhere, SYNCED } from '../testing/synced-tabs';

const server = await fakeAuthorizationServer();
let tab: Tab;
let frames: RenewalFrames;
let other: OtherTab;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
  other = otherTab(channelOf(server));
});

afterEach(() => {
  other.close();
});

describe('a tab tells the others', () => {
  it('of a sign-in and of a renewal, once each', async () => {
    const page = await tab.signIn(SYNCED);
    const signedIn = sessionIn(page);
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    frames.refusing({ error: 'login_required' });
    await page.auth.renew();

    expect(await other.heard()).toMatchObject([null, signedIn, sessionIn(page)]);
  });

  it('nothing of what it has from them', async () => {
    const received = await sessionElsewhere(server);
    const page = tab.open(APP, SYNCED);
    await other.say(received);

    expect(sessionIn(page)).toEqual(received);
    expect(await other.heard()).toEqual([null]);
  });

  it('A19 nothing with share: sign-out, and takes nothing over', async () => {
    const features = [withSilentRenewal(), withTabSync({ share: 'sign-out' })];
    const page = await tab.signIn({ features });
    const before = sessionIn(page);
    await other.say(renewedElsewhere(before));

    expect(await other.heard()).toEqual([]);
    expect(sessionIn(page)).toEqual(before);
  });

  it('that it has nobody, by a question, when it starts with nobody signed in', async () => {
    tab.open(APP, SYNCED);

    expect(await other.heard()).toEqual([null]);
  });

  it('nothing of the kind when it starts at the callback or with a session, or somebody signs out', async () => {
    await tab.open().auth.login();
    const callback = tab.open(await server.answer(tab.redirect), SYNCED);
    await callback.auth.ready;
    const restored = tab.open(APP, SYNCED);
    await restored.auth.logout({ scope: 'local' });

    expect(await other.heard()).not.toContain(null);
    expect(restored.auth.state()).toEqual({ status: 'signed-out' });
  });

  it('who is signed in, when they ask', async () => {
    const page = await tab.signIn(SYNCED);
    await other.say(null);

    expect(await other.heard()).toMatchObject([null, sessionIn(page), sessionIn(page)]);
  });

  it.each(['token', 'id_token'] as const)('who is signed in, when they ask, with a %s alone', async (responseType) => {
    const page = await tab.signIn({ ...SYNCED, config: { responseType } });
    await other.say(null);

    expect(await other.heard()).toMatchObject([null, sessionIn(page), sessionIn(page)]);
  });

  it('A27 nothing of a session that is older, by a clock that was set back, than the one that they know', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    jest.setSystemTime(Date.now() - 30_000);
    await page.auth.renew();

    expect(sessionIn(page).receivedAt).toBe(before.receivedAt - 30_000);
    expect(await other.heard()).toMatchObject([null, before]);
  });

  it('who is signed in, while the session is renewed as well', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    frames.waiting();
    void page.auth.renew();
    await other.say(null);

    expect(await other.heard()).toMatchObject([null, before, before]);
  });

  it('no answer while nobody is signed in', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    await page.auth.logout({ scope: 'local' });
    await other.say(null);

    expect(await other.heard()).toMatchObject([null, before]);
  });
});
