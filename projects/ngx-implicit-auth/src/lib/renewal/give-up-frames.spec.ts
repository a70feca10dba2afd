import { TestBed } from '@angular/core/testing';
import { authGuard, withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { SessionMachine } from '../session/session-machine';
import { APP, fakeTab, responseOf, type Tab } from '../testing/fake-tab';
import { comeBack, leave, startGuarded, TARGET } from '../testing/guarded-app';
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

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

describe('frames that are found not to work', () => {
  it('R52 are told once with the fix, and not used again in this tab, by no later page either', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('renewal_frame_blocked');
    await page.auth.renew();
    frames.answering({});
    const again = tab.open(APP, BY_FRAME);
    await again.auth.renew();
    jest.advanceTimersByTime(599_999);

    expect(page.events.filter(({ type }) => type === 'frames-blocked')).toMatchObject([
      { error: { code: 'renewal_frame_blocked' } },
    ]);
    expect(again.events).toEqual([]);
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(frames.urls).toHaveLength(1);
    expect(again.auth.state().status).toBe('signed-in');
  });

  it('R52 are not used again for a session that is not stored while it is renewed beyond its deadline', async () => {
    const page = await tab.signIn(BY_FRAME);
    const { renewal } = TestBed.inject(SessionMachine);
    frames.failing('renewal_frame_blocked');
    jest.setSystemTime(Date.now() + 700_000);
    const { id } = TestBed.inject(SessionMachine).ending()!;
    await page.auth.renew();

    expect(renewal?.notes.read()).toMatchObject({ framesBlocked: id, pageShown: id });
  });

  it('R52 are not given up for a server that was down at that moment', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('renewal_frame_blocked');
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const whileDown = await page.auth.renew();
    frames.answering({});

    expect(whileDown).toMatchObject({ status: 'unreachable', error: { code: 'server_unreachable' } });
    expect(console.warn).not.toHaveBeenCalled();
    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
  });

  it('R52 are used in another tab', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('renewal_frame_blocked');
    await page.auth.renew();
    const second = fakeTab(server);
    const otherPage = await second.signIn(BY_FRAME);

    await expect(otherPage.auth.renew()).resolves.toEqual({ status: 'renewed' });
  });
});

describe('when frames are found not to work', () => {
  const LOGIN_REQUIRED = { error: 'login_required' };

  it('R50 a guarded navigation renews a session for which the frame was refused, and tells once that frames are blocked', async () => {
    frames.refusing(LOGIN_REQUIRED);
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    jest.setSystemTime(Date.now() + 541_000);
    await leave(tab, BY_FRAME);
    const app = await comeBack(tab, server.answer(tab.redirect), BY_FRAME);
    jest.setSystemTime(Date.now() + 541_000);
    await leave(tab, BY_FRAME);
    const again = await comeBack(tab, server.answer(tab.redirect), BY_FRAME);

    expect(new URL(tab.redirect).searchParams.get('prompt')).toBe('none');
    expect(app.events).toContainEqual({
      type: 'frames-blocked',
      error: expect.objectContaining({
        code: 'renewal_frame_blocked',
        message: expect.stringContaining("withSilentRenewal({ strategy: 'navigation' })"),
      }),
    });
    expect(again.events.map(({ type }) => type)).not.toContain('frames-blocked');
    expect(outcomes(again)).toEqual(['renewed']);
    expect(console.warn).toHaveBeenCalledTimes(1);
    expect(frames.urls).toHaveLength(1);
  });

  it('R50 frames are used again when the redirect was refused as well', async () => {
    frames.refusing(LOGIN_REQUIRED);
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    jest.setSystemTime(Date.now() + 541_000);
    await leave(tab, BY_FRAME);
    await comeBack(tab, server.refuse(tab.redirect, { parameters: LOGIN_REQUIRED }), BY_FRAME);
    const back = await comeBack(tab, server.answer(tab.redirect), BY_FRAME);
    frames.answering({});

    await expect(back.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(console.warn).not.toHaveBeenCalled();
  });

  it('a guarded navigation passes while frames do work', async () => {
    await tab.signIn(BY_FRAME);
    const app = startGuarded(tab, '/', BY_FRAME);
    await app.settled();
    jest.setSystemTime(Date.now() + 541_000);
    await app.router.navigateByUrl(TARGET);

    expect(app.router.url).toBe(TARGET);
    expect(tab.redirects).toHaveLength(1);
  });

  it('a guarded navigation passes while a renewal is under way', async () => {
    frames.refusing(LOGIN_REQUIRED);
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    jest.setSystemTime(Date.now() + 541_000);
    frames.waiting();
    void page.auth.renew();

    expect(TestBed.runInInjectionContext(authGuard)).toBe(true);
  });

  it('R52 renew() does not leave the page, and says why', async () => {
    frames.failing('renewal_frame_blocked');
    const page = await tab.signIn(BY_FRAME);
    const first = await page.auth.renew();
    const second = await page.auth.renew();

    expect([first.status, second.status]).toEqual(['frame-blocked', 'frame-blocked']);
    expect(frames.urls).toHaveLength(1);
    expect(tab.redirects).toHaveLength(1);
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('R52 stay unused after a redirect that failed', async () => {
    frames.failing('renewal_frame_blocked');
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    jest.setSystemTime(Date.now() + 541_000);
    await leave(tab, BY_FRAME);
    const app = await comeBack(tab, server.refuse(tab.redirect), BY_FRAME);

    expect((await app.auth.renew()).status).toBe('frame-blocked');
    expect(frames.urls).toHaveLength(1);
  });
});

describe('a page of the server that stops the frame', () => {
  it('R52 means "sign in again" where a frame has renewed the session before, and frames are not given up', async () => {
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    frames.failing('renewal_frame_blocked');
    const stopped = await page.auth.renew();
    frames.answering({});
    const after = await page.auth.renew();

    expect(stopped).toMatchObject({
      status: 'interaction-required',
      error: { code: 'interaction_required', message: expect.stringContaining('shows a page') },
    });
    expect(after).toEqual({ status: 'renewed' });
    expect(page.events.map(({ type }) => type)).not.toContain('frames-blocked');
    expect(console.warn).not.toHaveBeenCalled();
  });

  it.each([true, false])(
    'R50 has the next redirect ask without prompt=none, so that nobody is stranded there (frames have worked: %s)',
    async (haveWorked) => {
      const page = await tab.signIn(BY_FRAME);
      if (haveWorked) await page.auth.renew();
      frames.failing('renewal_frame_blocked');
      await page.auth.renew();
      jest.setSystemTime(Date.now() + 545_000);
      await leave(tab, BY_FRAME);
      const { searchParams } = new URL(tab.redirect);
      const app = await comeBack(tab, server.answer(tab.redirect), BY_FRAME);

      expect([searchParams.get('prompt'), searchParams.get('id_token_hint')]).toEqual([null, expect.any(String)]);
      expect(outcomes(app)).toEqual(['renewed']);
      expect(app.auth.isAuthenticated()).toBe(true);
    },
  );

  it('R52 is forgotten with the next sign-in', async () => {
    const page = await tab.signIn(BY_FRAME);
    frames.failing('renewal_frame_blocked');
    await page.auth.renew();
    frames.answering({});
    const next = await tab.signIn(BY_FRAME);

    await expect(next.auth.renew()).resolves.toEqual({ status: 'renewed' });
  });
});

describe('a server that refuses the hint of a renewal', () => {
  const refuseHint = () => {
    tab.frame = async (url) => {
      const hasHint = new URL(url).searchParams.has('id_token_hint');
      hints.push(hasHint);
      const parameters = { error: 'invalid_request' };
      return responseOf(hasHint ? server.refuse(url, { parameters }) : await server.answer(url));
    };
  };
  let hints: boolean[];

  beforeEach(() => {
    hints = [];
  });

  it('R51 is asked once more without it', async () => {
    const page = await tab.signIn(BY_FRAME);
    refuseHint();

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(hints).toEqual([true, false]);
  });

  it('R51 is asked only once when there was none', async () => {
    const config = { sendIdTokenHint: false };
    const page = await tab.signIn({ ...BY_FRAME, config });
    frames.refusing({ error: 'invalid_request' });

    await expect(page.auth.renew()).resolves.toMatchObject({ status: 'refused' });
    expect(frames.urls).toHaveLength(1);
  });

  it('R51 is asked once more without it by a redirect', async () => {
    const options = { features: [withSilentRenewal({ strategy: 'navigation' })] };
    await tab.signIn(options);
    jest.setSystemTime(Date.now() + 545_000);
    await leave(tab, options);
    const parameters = { error: 'invalid_request' };
    await comeBack(tab, server.refuse(tab.redirect, { parameters }), options);
    const { searchParams } = new URL(tab.redirect);
    const back = await comeBack(tab, server.answer(tab.redirect), options);

    expect([searchParams.has('id_token_hint'), searchParams.has('prompt')]).toEqual([false, false]);
    expect(back.auth.isAuthenticated()).toBe(true);
  });
});
