import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Tab } from '../testing/fake-tab';
import { comeBack, leave, startGuarded, TARGET } from '../testing/guarded-app';
import { outcomes, sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import type { Session } from '../session/auth-state';

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

const start = (url: string) => startGuarded(tab, url, BY_NAVIGATION);
const left = () => leave(tab, BY_NAVIGATION);
const returned = (answer: string | Promise<string>) => comeBack(tab, answer, BY_NAVIGATION);
const request = () => new URL(tab.redirect).searchParams;

/** A person whose session is to be renewed: it lasts for another 59 s of 600. */
async function withSessionDue(): Promise<Session> {
  const page = await tab.signIn(BY_NAVIGATION);
  jest.setSystemTime(Date.now() + 541_000);
  return sessionIn(page);
}

describe('a guarded navigation with strategy: navigation', () => {
  it('passes until the session is to be renewed', async () => {
    await tab.signIn(BY_NAVIGATION);
    jest.setSystemTime(Date.now() + 539_999);
    const app = start(TARGET);

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
    expect(sessionIn(app).accessToken).not.toBe(before.accessToken);
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
      expect(sessionIn(app).accessToken).not.toBe(before.accessToken);
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
        expect(sessionIn(app)).toEqual(before);
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

    expect(sessionIn(app)).toEqual(before);
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
    expect(sessionIn(app)).toEqual(before);
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
    const app = start('/');
    await app.settled();
    tab.storage.fill();
    await app.router.navigateByUrl(TARGET);
    const first = app.router.url;
    await app.router.navigateByUrl('/');
    await app.router.navigateByUrl(TARGET);

    expect([first, app.router.url]).toEqual([TARGET, TARGET]);
    expect(sessionIn(app)).toEqual(before);
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
    const app = start(await answer(tab.redirect));
    await app.auth.logout({ scope: 'local' });
    await app.auth.ready;

    expect(app.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
    expect(tab.redirects).toHaveLength(2);
  });
});
