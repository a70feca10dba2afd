import {
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { authGuard, authInterceptor, withSilentRenewal } from 'ngx-implicit-auth';
import { firstValueFrom, of } from 'rxjs';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { Secret, startApp, type StartedApp } from '../testing/start-app';
import { sessionOf, type Session } from './auth-state';

const server = await fakeAuthorizationServer();
const TARGET = '/secret?week=7#monday';
const BY_NAVIGATION = { features: [withSilentRenewal({ strategy: 'navigation' })] };
const BY_FRAME = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  localStorage.clear();
  jest.spyOn(Math, 'random').mockReturnValue(0);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
});

afterEach(() => {
  jest.useRealTimers();
});

const start = (url: string, options: PageOptions): StartedApp =>
  startApp(tab, new URL(url, APP).href, [{ path: 'secret', component: Secret, canActivate: [authGuard] }], options);
const session = ({ auth }: Page): Session => sessionOf(auth.snapshot())!;
const request = () => new URL(tab.redirect).searchParams;
const outcomes = ({ events }: Page) =>
  events.flatMap((event) => (event.type === 'renewal-ended' ? [event.outcome.status] : []));

/** A person whose session is to be renewed: it lasts for another 59 s of 600. */
async function withSessionDue(options: PageOptions = BY_NAVIGATION): Promise<Session> {
  const page = await tab.signIn(options);
  jest.setSystemTime(Date.now() + 541_000);
  return session(page);
}

/** Has a guarded navigation leave for the server. */
async function left(options: PageOptions = BY_NAVIGATION): Promise<void> {
  await start(TARGET, options).leaving();
}

/** Comes back from the server. */
async function returned(answer: string | Promise<string>, options: PageOptions = BY_NAVIGATION): Promise<StartedApp> {
  const app = start(await answer, options);
  await app.auth.ready;
  return app;
}

describe('a guarded navigation with strategy: navigation', () => {
  it('passes until the session is to be renewed', async () => {
    await tab.signIn(BY_NAVIGATION);
    jest.setSystemTime(Date.now() + 539_999);
    const app = start(TARGET, BY_NAVIGATION);

    expect(await app.settled()).toBe(TARGET);
    expect(tab.redirects).toHaveLength(1);
  });

  it('R50 then makes one request with prompt=none and the id_token as a hint, and asks for nothing else', async () => {
    const { idToken } = await withSessionDue();
    server.requests.length = 0;
    await left();

    expect(tab.redirects).toHaveLength(2);
    expect(tab.redirects[1]?.replaceUrl).toBe(true);
    expect(request().get('prompt')).toBe('none');
    expect(request().get('id_token_hint')).toBe(idToken);
    expect(request().get('redirect_uri')).toBe(`${APP}auth/callback`);
    expect([server.requests, frames.urls]).toEqual([[], []]);
  });

  it('R51 R52 comes back with a new session, lands where it was going, and leaves no more', async () => {
    const before = await withSessionDue();
    await left();
    const app = await returned(server.answer(tab.redirect));

    expect(await app.settled()).toBe(TARGET);
    expect(app.text()).toBe('the secret page');
    expect(app.location.urls).toEqual([new URL(TARGET, APP).href]);
    expect(session(app).accessToken).not.toBe(before.accessToken);
    expect(app.events.slice(-2)).toEqual([
      { type: 'renewal-ended', outcome: { status: 'renewed' } },
      { type: 'signed-in', returnTo: TARGET },
    ]);
    expect(tab.redirects).toHaveLength(2);
  });

  describe('is sent on at once to where the server asks the person', () => {
    let before: Session;
    beforeEach(async () => {
      before = await withSessionDue();
      await left();
      await returned(server.refuse(tab.redirect, { parameters: { error: 'login_required' } }));
    });

    it('R50 by one request without a prompt, in place of the callback', () => {
      expect(tab.redirects.slice(2)).toMatchObject([{ replaceUrl: true }]);
      expect(request().has('prompt')).toBe(false);
      expect(request().get('id_token_hint')).toBe(before.idToken);
    });

    it('and lands where it was going', async () => {
      const app = await returned(server.answer(tab.redirect));

      expect(await app.settled()).toBe(TARGET);
      expect(session(app).accessToken).not.toBe(before.accessToken);
    });

    it('R51 and signs out when it is somebody else who signs in there', async () => {
      const app = await returned(server.answer(tab.redirect, { claims: { sub: 'bob' } }));

      expect(app.auth.state()).toMatchObject({ status: 'failed', error: { code: 'other_person' } });
      expect(tab.storage.dump()).not.toContain('access-token');
    });

    it.each(['access_denied', 'login_required'])(
      'R52 and goes on with the session when that ends in %s',
      async (error) => {
        const app = await returned(server.refuse(tab.redirect, { parameters: { error } }));

        expect(await app.settled()).toBe(TARGET);
        expect(session(app)).toEqual(before);
        expect(tab.redirects).toHaveLength(3);
      },
    );
  });

  it('goes on with the session when it cannot be sent on', async () => {
    const before = await withSessionDue();
    await left();
    const { redirect } = tab;
    tab.storage.fill();
    const app = await returned(server.refuse(redirect, { parameters: { error: 'login_required' } }));

    expect(session(app)).toEqual(before);
    expect(app.events.filter(({ type }) => type === 'sign-in-failed')).toHaveLength(1);
    expect(app.errors).toEqual([]);
  });

  it.each([
    ['access_denied', 'refused'],
    ['server_error', 'unreachable'],
  ])('R52 lands with the session it had after %s, and leaves no more for this one', async (error, status) => {
    const before = await withSessionDue();
    await left();
    const app = await returned(server.refuse(tab.redirect, { parameters: { error } }));
    const landed = await app.settled();
    await app.router.navigateByUrl('/');
    await app.router.navigateByUrl(TARGET);

    expect([landed, app.router.url]).toEqual([TARGET, TARGET]);
    expect(session(app)).toEqual(before);
    expect(outcomes(app)).toEqual([status]);
    expect(app.events.map(({ type }) => type)).not.toContain('sign-in-failed');
    expect(tab.redirects).toHaveLength(2);
  });

  it('R52 leaves again for the next session', async () => {
    await withSessionDue();
    await left();
    await returned(server.refuse(tab.redirect));
    await withSessionDue();
    await left();

    expect(request().get('prompt')).toBe('none');
  });

  it('R52 passes with the session it has when the redirect cannot be started, and tries no more for this one', async () => {
    const before = await withSessionDue();
    const app = start('/', BY_NAVIGATION);
    await app.settled();
    tab.storage.fill();
    await app.router.navigateByUrl(TARGET);
    const first = app.router.url;
    await app.router.navigateByUrl('/');
    await app.router.navigateByUrl(TARGET);

    expect([first, app.router.url]).toEqual([TARGET, TARGET]);
    expect(session(app)).toEqual(before);
    expect(app.events.filter(({ type }) => type === 'sign-in-started')).toHaveLength(1);
  });

  it('A22 fails when the session has ended before a refusal came', async () => {
    await withSessionDue();
    await left();
    jest.setSystemTime(Date.now() + 60_000);
    const app = await returned(server.refuse(tab.redirect));

    expect(app.auth.state()).toMatchObject({ status: 'failed', error: { code: 'access_denied' }, returnTo: TARGET });
    expect(app.events.at(-1)).toMatchObject({ type: 'sign-in-failed', returnTo: TARGET });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('R51 signs out when somebody else comes back, and says so', async () => {
    await withSessionDue();
    await left();
    const app = await returned(server.answer(tab.redirect, { claims: { sub: 'bob' } }));

    expect(app.auth.state()).toMatchObject({ status: 'failed', error: { code: 'other_person' }, returnTo: TARGET });
    expect(app.events).toContainEqual({ type: 'signed-out', reason: 'other-person' });
    expect(outcomes(app)).toEqual(['other-person']);
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it.each([
    ['an answer', (url: string) => server.answer(url)],
    ['a refusal', (url: string) => server.refuse(url)],
    ['a question', (url: string) => server.refuse(url, { parameters: { error: 'login_required' } })],
  ])('R54 leaves the last word to a sign-out before %s is dealt with', async (_, answer) => {
    await withSessionDue();
    await left();
    const app = start(await answer(tab.redirect), BY_NAVIGATION);
    await app.auth.logout({ scope: 'local' });
    await app.auth.ready;

    expect(app.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
    expect(tab.redirects).toHaveLength(2);
  });
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
    const sent: (string | null)[] = [];
    const api: HttpInterceptorFn = ({ headers }) => {
      sent.push(headers.get('Authorization'));
      return of(new HttpResponse({ status: 200 }));
    };
    const providers = [provideHttpClient(withInterceptors([authInterceptor, api]))];
    const page = await tab.signIn({ ...BY_NAVIGATION, providers });
    jest.setSystemTime(Date.now() + 599_000);
    await firstValueFrom(TestBed.inject(HttpClient).get('https://api.example.com/timesheets'));

    expect(sent).toEqual([`Bearer ${page.auth.accessToken()}`]);
    expect(tab.redirects).toHaveLength(1);
    expect(page.auth.state().status).toBe('signed-in');
  });

  it('R50 renew() leaves the page, and comes back to it', async () => {
    await tab.signIn(BY_NAVIGATION);
    const page = start(TARGET, BY_NAVIGATION);
    await page.settled();
    void page.auth.renew();
    await page.leaving();
    const prompt = request().get('prompt');
    const back = await returned(server.answer(tab.redirect));

    expect(prompt).toBe('none');
    expect(tab.redirects.at(-1)?.replaceUrl).toBe(false);
    expect(await back.settled()).toBe(TARGET);
  });

  it('A15 renew() has ended when the page comes back from the back/forward cache', async () => {
    await tab.signIn(BY_NAVIGATION);
    const page = start('/', BY_NAVIGATION);
    const renewal = page.auth.renew();
    await page.leaving();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

    await expect(renewal).resolves.toMatchObject({ status: 'frame-blocked' });
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

describe('when frames are found not to work', () => {
  const LOGIN_REQUIRED = { error: 'login_required' };

  it('R50 a guarded navigation renews a session for which the frame was refused, and tells once that frames are blocked', async () => {
    frames.refusing(LOGIN_REQUIRED);
    const page = await tab.signIn(BY_FRAME);
    await page.auth.renew();
    jest.setSystemTime(Date.now() + 541_000);
    await left(BY_FRAME);
    const app = await returned(server.answer(tab.redirect), BY_FRAME);
    jest.setSystemTime(Date.now() + 541_000);
    await left(BY_FRAME);
    const again = await returned(server.answer(tab.redirect), BY_FRAME);

    expect(request().get('prompt')).toBe('none');
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
    await left(BY_FRAME);
    await returned(server.refuse(tab.redirect, { parameters: LOGIN_REQUIRED }), BY_FRAME);
    const back = await returned(server.answer(tab.redirect), BY_FRAME);
    frames.answering({});

    await expect(back.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(console.warn).not.toHaveBeenCalled();
  });

  it('a guarded navigation passes while frames do work', async () => {
    await tab.signIn(BY_FRAME);
    const app = start('/', BY_FRAME);
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
    await left(BY_FRAME);
    const app = await returned(server.refuse(tab.redirect), BY_FRAME);

    expect((await app.auth.renew()).status).toBe('frame-blocked');
    expect(frames.urls).toHaveLength(1);
  });
});
