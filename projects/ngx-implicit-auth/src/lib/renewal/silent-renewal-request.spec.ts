import { withSilentRenewal, type SilentRenewalOptions } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
const BY_FRAME = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

describe('what renew() asks the server', () => {
  it('R50 asks with prompt=none and the id_token as a hint, to answer at the static page', async () => {
    const page = await tab.signIn(BY_FRAME);
    const { idToken } = sessionIn(page);
    await page.auth.renew();

    expect(frames.request().get('prompt')).toBe('none');
    expect(frames.request().get('id_token_hint')).toBe(idToken);
    expect(frames.request().get('redirect_uri')).toBe(`${APP}silent-renewal.html`);
    expect(frames.request().get('response_type')).toBe('id_token token');
  });

  it('R51 makes state and nonce anew each time, and leaves neither in a storage', async () => {
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    await page.auth.renew();
    const secrets = [0, 1].flatMap((at) => [frames.request(at).get('state')!, frames.request(at).get('nonce')!]);

    expect(new Set(secrets).size).toBe(4);
    for (const state of [secrets[0]!, secrets[2]!]) expect(tab.storage.dump()).not.toContain(state);
  });

  it('R52 is one renewal, however many ask for it', async () => {
    const page = await tab.signIn(BY_FRAME);
    const results = await Promise.all(Array.from({ length: 10 }, () => page.auth.renew()));

    expect(new Set(results)).toEqual(new Set([{ status: 'renewed' }]));
    expect(frames.urls).toHaveLength(1);
  });

  it('R52 renews again when it is asked again later', async () => {
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    await page.auth.renew();

    expect(frames.urls).toHaveLength(2);
  });

  it('has nothing to renew when nobody is signed in', async () => {
    const { auth } = tab.open(APP, BY_FRAME);

    expect((await auth.renew()).status).toBe('interaction-required');
    expect(frames.urls).toEqual([]);
  });

  it.each<[SilentRenewalOptions, string]>([
    [{ redirectUri: 'http://' }, 'config_invalid'],
    [{ redirectUri: 'http://app.example.com/silent-renewal.html' }, 'config_invalid'],
    [{ redirectUri: 'silent-renewal.html#here' }, 'request_invalid'],
    [{ redirectUri: 'https://www.example.com/silent-renewal.html' }, 'config_invalid'],
    [{ redirectUri: 'https://app.example.com:8443/silent-renewal.html' }, 'config_invalid'],
  ])('refuses the options %j, opens no frame, and leaves the session', async (options, code) => {
    const page = await tab.signIn({ features: [withSilentRenewal(options)] });

    await expect(page.auth.renew()).resolves.toMatchObject({ status: 'refused', error: { code } });
    expect(page.auth.isAuthenticated()).toBe(true);
    expect(frames.urls).toEqual([]);
  });

  it('says what to add in an app without withSilentRenewal()', async () => {
    const { auth } = await tab.signIn();

    await expect(auth.renew()).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('withSilentRenewal()'),
    });
  });
});
