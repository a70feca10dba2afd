import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { comeBack, leave, startGuarded, TARGET } from '../testing/guarded-app';
import { outcomes } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';

const server = await fakeAuthorizationServer();
/** An app that has people sign in anew at each sign-in, and not at a renewal. */
const config = { prompt: 'login', maxAgeSeconds: 60, loginHint: 'alice@example.com' } as const;
const IN_FRAME = { config, features: [withSilentRenewal({ prompt: 'omit' })] };
const BY_NAVIGATION = { config, features: [withSilentRenewal({ prompt: 'omit', strategy: 'navigation' })] };
const answer = () => ({ claims: { auth_time: Math.floor(Date.now() / 1000) } });
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

const askedFor = (request: URLSearchParams) => ['prompt', 'max_age', 'login_hint'].map((name) => request.get(name));

describe('with prompt: omit, for a server that does not know prompt=none', () => {
  it('a sign-in asks for what the app has configured', async () => {
    await tab.signIn({ ...IN_FRAME, answer: answer() });

    expect(askedFor(new URL(tab.redirect).searchParams)).toEqual(['login', '60', 'alice@example.com']);
  });

  it('a renewal in a frame asks for nothing of it', async () => {
    const { auth } = await tab.signIn({ ...IN_FRAME, answer: answer() });

    await expect(auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(askedFor(frames.request())).toEqual([null, null, null]);
  });

  it('nor does a redirect, and the person lands where they were going', async () => {
    await tab.signIn({ ...BY_NAVIGATION, answer: answer() });
    jest.setSystemTime(Date.now() + 541_000);
    await leave(tab, BY_NAVIGATION);
    const request = new URL(tab.redirect).searchParams;
    const back = await comeBack(tab, server.answer(tab.redirect), BY_NAVIGATION);

    expect(askedFor(request)).toEqual([null, null, null]);
    expect(request.get('id_token_hint')).not.toBeNull();
    expect(await back.settled()).toBe(TARGET);
    expect(outcomes(back)).toEqual(['renewed']);
  });

  it('nor does the redirect after a page has stopped a frame', async () => {
    await tab.signIn({ ...IN_FRAME, answer: answer() });
    frames.failing('renewal_frame_blocked');
    jest.setSystemTime(Date.now() + 541_000);
    const page = startGuarded(tab, '/', IN_FRAME);
    await page.auth.renew();
    await leave(tab, IN_FRAME);

    expect(askedFor(new URL(tab.redirect).searchParams)).toEqual([null, null, null]);
  });
});
