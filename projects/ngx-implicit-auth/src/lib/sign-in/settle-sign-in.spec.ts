import { withSilentRenewal } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { answered } from '../testing/answered-page';
import { sessionIn } from '../testing/page-state';
import { BOTH, heldIn, REPORTS, TIMESHEETS } from '../testing/reports';
import { changeSession, sessionKeys } from '../testing/stored-records';

const server = await fakeAuthorizationServer();
const APIS = { config: BOTH };
const BY_NAVIGATION = { features: [withSilentRenewal({ strategy: 'navigation' })] };
let tab: Tab;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  localStorage.clear();
  tab = fakeTab(server);
});

afterEach(() => {
  jest.useRealTimers();
});

describe('a sign-in that is granted', () => {
  const granted = async (asked: string, scope: string) => {
    const { events } = await tab.signIn({ config: { scope: asked }, answer: { parameters: { scope } } });
    return events.flatMap((event) => (event.type === 'scope-narrowed' ? event.missing : []));
  };

  it.each([
    ['all that was asked for', 'openid read write', 'write read openid', []],
    ['more than was asked for', 'openid read', 'openid read write', []],
    ['less than was asked for', 'openid read write', 'openid write', ['read']],
    ['another scope of a similar name', 'openid read', 'openid read:all READ', ['read']],
    ['all but the scopes of OpenID Connect', 'openid profile email address phone read', 'read', []],
  ])('R25 %s tells what is missing', async (_, asked, scope, missing) => {
    expect(await granted(asked, scope)).toEqual(missing);
  });

  it('R25 without a scope that was asked for lacks none', async () => {
    const config = { responseType: 'token', scope: undefined } as const;
    const { auth, events } = await tab.signIn({ config, answer: { parameters: { scope: 'read' } } });

    expect(auth.session()?.scope).toBe('read');
    expect(events.map(({ type }) => type)).not.toContain('scope-narrowed');
  });

  it('R25 is told after what is missing', async () => {
    const { events } = await tab.signIn({ answer: { parameters: { scope: 'openid' } } });

    expect(events.slice(-2)).toEqual([
      { type: 'scope-narrowed', missing: ['read:timesheets'] },
      { type: 'signed-in', returnTo: '/' },
    ]);
  });
});

describe('a renewal by navigation', () => {
  const renewing = async () => {
    const page = await tab.signIn(BY_NAVIGATION);
    const before = sessionIn(page);
    jest.advanceTimersByTime(1_000);
    void page.auth.renew();
    while (tab.redirects.length < 2) await new Promise((resolve) => setImmediate(resolve));
    return before;
  };

  it('R51 goes on with the session of that name, with new tokens', async () => {
    const before = await renewing();
    const page = await answered(tab, await server.answer(tab.redirect), BY_NAVIGATION);
    const after = sessionIn(page);

    expect(after.id).toBe(before.id);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(page.events.slice(-2)).toEqual([
      { type: 'renewal-ended', outcome: { status: 'renewed' } },
      { type: 'signed-in', returnTo: '/' },
    ]);
  });

  it('signs in when the session is not stored any more', async () => {
    await renewing();
    tab.storage.removeItem(sessionKeys(tab)[0]!);
    const page = await answered(tab, await server.answer(tab.redirect), BY_NAVIGATION);

    expect(page.auth.state().status).toBe('signed-in');
  });

  it('A22 that is refused fails when the session is not stored any more', async () => {
    await renewing();
    tab.storage.removeItem(sessionKeys(tab)[0]!);
    const page = await answered(tab, server.refuse(tab.redirect), BY_NAVIGATION);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'access_denied' } });
  });

  it.each<[string, (url: string) => string | Promise<string>, boolean]>([
    ['that comes through', (url) => server.answer(url), true],
    ['that is refused', (url) => server.refuse(url), false],
  ])('R51 %s is settled by a version of the app that does not renew any more', async (_, answer, isRenewed) => {
    const before = await renewing();
    const page = await answered(tab, await answer(tab.redirect));

    expect(sessionIn(page).id).toBe(before.id);
    expect(sessionIn(page).accessToken !== before.accessToken).toBe(isRenewed);
    expect(page.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/' });
  });

  it('R15 is not ended by an error with a state of somebody else', async () => {
    const before = await renewing();
    const page = await answered(tab, server.refuse(tab.redirect, { parameters: { state: 'other' } }), BY_NAVIGATION);

    expect(sessionIn(page)).toEqual(before);
    expect(page.events.at(-1)).toMatchObject({ type: 'sign-in-failed', error: { code: 'state_unknown' } });
    expect(page.events.map(({ type }) => type)).not.toContain('renewal-ended');
  });

  it('R51 signs in whoever answers when no session is stored any more', async () => {
    await renewing();
    tab.storage.removeItem(sessionKeys(tab)[0]!);
    const page = await answered(tab, await server.answer(tab.redirect, { claims: { sub: 'bob' } }), BY_NAVIGATION);

    expect(page.auth.claims()).toMatchObject({ sub: 'bob' });
  });

  it('R51 is told as the end of the session first when somebody else answers', async () => {
    await renewing();
    const page = await answered(tab, await server.answer(tab.redirect, { claims: { sub: 'bob' } }), BY_NAVIGATION);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'other_person' }, returnTo: '/' });
    expect(page.events.map(({ type }) => type).slice(-3)).toEqual(['signed-out', 'renewal-ended', 'sign-in-failed']);
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('R52 that is refused tells of its end, and that the session goes on', async () => {
    const before = await renewing();
    const page = await answered(tab, server.refuse(tab.redirect), BY_NAVIGATION);

    expect(sessionIn(page)).toEqual(before);
    expect(page.events.slice(-2)).toMatchObject([
      { type: 'renewal-ended', outcome: { status: 'refused' } },
      { type: 'signed-in', returnTo: '/' },
    ]);
  });

  it('A22 that is refused when the session has ended fails, and tells so', async () => {
    await renewing();
    jest.setSystemTime(Date.now() + 700_000);
    const page = await answered(tab, server.refuse(tab.redirect), BY_NAVIGATION);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'access_denied' }, returnTo: '/' });
    expect(page.events.slice(-2)).toMatchObject([
      { type: 'renewal-ended', outcome: { status: 'refused' } },
      { type: 'sign-in-failed', error: { code: 'access_denied' }, returnTo: '/' },
    ]);
  });

  it('A15 of a session that somebody has ended elsewhere meanwhile signs nobody in', async () => {
    await renewing();
    localStorage.setItem(`ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`, String(Date.now() + 1));
    const page = await answered(tab, await server.answer(tab.redirect), BY_NAVIGATION);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A15 that is refused after somebody has signed out elsewhere is not told as a failure', async () => {
    await renewing();
    localStorage.setItem(`ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`, String(Date.now() + 1));
    const page = await answered(tab, server.refuse(tab.redirect), BY_NAVIGATION);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.map(({ type }) => type)).not.toContain('sign-in-failed');
  });

  it('R50 that the server wants to show a page for goes on with the session while the page is left', async () => {
    const before = await renewing();
    const page = await answered(
      tab,
      server.refuse(tab.redirect, { parameters: { error: 'login_required' } }),
      BY_NAVIGATION,
    );

    expect(page.auth.state()).toEqual({ status: 'redirecting', session: before });
    expect(tab.redirects.at(-1)).toMatchObject({ replaceUrl: true });
    expect(new URL(tab.redirect).searchParams.get('prompt')).toBeNull();
    expect(page.events.map(({ type }) => type)).not.toContain('renewal-ended');
  });

  it('R54 that the server wants to show a page for does not leave after a sign-out', async () => {
    await renewing();
    const redirects = tab.redirects.length;
    const page = tab.open(server.refuse(tab.redirect, { parameters: { error: 'login_required' } }), BY_NAVIGATION);
    page.auth.state$.subscribe(({ status }) => {
      if (status === 'redirecting') void page.auth.logout({ scope: 'local' });
    });
    await page.auth.ready;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.redirects).toHaveLength(redirects);
  });

  it('R50 whose page cannot be shown goes on with the session, and reports nothing unhandled', async () => {
    const before = await renewing();
    const redirects = tab.redirects.length;
    const url = server.refuse(tab.redirect, { parameters: { error: 'login_required' } });
    tab.storage.fill();
    const page = await answered(tab, url, BY_NAVIGATION);

    expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
    expect(tab.redirects).toHaveLength(redirects);
    expect(page.errors).toEqual([]);
  });
});

describe('a page for the access token of an API', () => {
  const asking = async (returnTo = '/reports') => {
    const page = await tab.signIn(APIS);
    await page.auth.requestAccess(REPORTS, { returnTo });
    return sessionIn(page);
  };

  it('goes on with the session, and tells of no other sign-in than the return', async () => {
    await asking();
    const page = await answered(tab, await server.answer(tab.redirect), APIS);

    expect(page.events.filter(({ type }) => type.includes('sign'))).toEqual([
      { type: 'signed-in', returnTo: '/reports' },
    ]);
    expect(heldIn(page)).toHaveLength(1);
  });

  it('A22 that took longer than the session leads on to a sign-in, in place of the callback', async () => {
    await asking();
    changeSession(tab, (session) => ({ ...session, expiresAt: Date.now() }));
    const page = await answered(tab, await server.answer(tab.redirect), APIS);
    const request = new URL(tab.redirect).searchParams;

    expect(page.auth.state()).toEqual({ status: 'redirecting', session: null });
    expect(tab.redirects.at(-1)).toMatchObject({ replaceUrl: true });
    expect([request.get('audience'), request.get('scope')]).toEqual([null, 'openid profile read:timesheets']);
    expect(page.events.map(({ type }) => type)).not.toContain('signed-in');
    const back = await answered(tab, await server.answer(tab.redirect), APIS);
    expect(back.auth.state().status).toBe('signed-in');
    expect(back.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/reports' });
  });

  it('R54 that took longer than the session does not lead on after a sign-out', async () => {
    await asking();
    const redirects = tab.redirects.length;
    changeSession(tab, (session) => ({ ...session, expiresAt: Date.now() }));
    const page = tab.open(await server.answer(tab.redirect), APIS);
    page.auth.state$.subscribe(({ status }) => {
      if (status === 'redirecting') void page.auth.logout({ scope: 'local' });
    });
    await page.auth.ready;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.redirects).toHaveLength(redirects);
  });

  it('leaves the session as it was when it is refused, and tells where it was to come back to', async () => {
    const before = await asking();
    const page = await answered(tab, server.refuse(tab.redirect), APIS);

    expect(sessionIn(page)).toEqual(before);
    expect(page.events.at(-1)).toMatchObject({ type: 'sign-in-failed', returnTo: '/reports' });
  });

  it('A22 that took longer than the session fails when no sign-in can begin', async () => {
    await asking();
    changeSession(tab, (session) => ({ ...session, expiresAt: Date.now() }));
    const url = await server.answer(tab.redirect);
    tab.storage.fill();
    const page = await answered(tab, url, APIS);

    expect(page.auth.state()).toMatchObject({ status: 'failed', error: { code: 'storage_unavailable' } });
    expect(page.errors).toEqual([]);
  });

  it('A22 that took longer than a session that can be renewed waits for the renewal', async () => {
    const options = { ...APIS, features: [withSilentRenewal()] };
    const before = await tab.signIn(options);
    await before.auth.requestAccess(REPORTS, { returnTo: '/reports' });
    const url = await server.answer(tab.redirect);
    changeSession(tab, (session) => ({ ...session, expiresAt: Date.now() }));
    tab.frame = () => new Promise(() => {});
    const page = await answered(tab, url, options);

    expect(page.auth.state()).toEqual({ status: 'renewing', session: null });
    expect(page.events.at(-1)).toEqual({ type: 'signed-in', returnTo: '/reports' });
  });

  it.each<[string, readonly string[]]>([
    ['is not listed any more', [TIMESHEETS]],
    ['takes the token of the session by now', [TIMESHEETS, REPORTS]],
  ])('signs in where the API %s', async (_, resourceServers) => {
    await asking();
    const page = await answered(tab, await server.answer(tab.redirect), { config: { resourceServers } });

    expect(page.auth.state().status).toBe('signed-in');
    expect(heldIn(page)).toEqual([]);
  });

  it('R51 that somebody else has answered fails with the reason, and the return URL', async () => {
    await asking();
    const page = await answered(tab, await server.answer(tab.redirect, { claims: { sub: 'bob' } }), APIS);

    expect(page.auth.state()).toMatchObject({
      status: 'failed',
      error: { code: 'other_person' },
      returnTo: '/reports',
    });
    expect(page.events.map(({ type }) => type).slice(-2)).toEqual(['signed-out', 'sign-in-failed']);
  });
});
