import { TestBed } from '@angular/core/testing';
import { authGuard, withSilentRenewal, withSilentSignIn, withTabSync } from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { otherTab } from '../testing/other-tab';
import { settled } from '../testing/page-state';
import { promisesTold } from '../testing/promises-told';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { seenTokens, sent } from '../testing/seen-tokens';
import { sessionOf } from '../session/auth-state';

const server = await fakeAuthorizationServer();
const SILENT = { features: [withSilentRenewal(), withSilentSignIn()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

/** Has the next page find nobody signed in, without anybody having signed out. */
const forgetSession = () => {
  tab.storage.removeItem(`ngx-implicit-auth ${server.issuer} timesheets-spa session`);
};

describe('a page with nobody signed in', () => {
  it('R50 asks once, with prompt=none and without a hint, and signs in whom the server knows', async () => {
    const page = tab.open(APP, SILENT);
    const during = page.auth.state();
    const status = await settled(page);

    expect(during).toEqual({ status: 'renewing', session: null });
    expect(status).toBe('signed-in');
    expect(page.auth.claims()).toMatchObject(ALICE);
    expect(frames.urls).toHaveLength(1);
    expect(frames.request().get('prompt')).toBe('none');
    expect(frames.request().has('id_token_hint')).toBe(false);
    expect(tab.redirects).toEqual([]);
  });

  it('keeps whom it has signed in for the next page', async () => {
    await settled(tab.open(APP, SILENT));

    expect(tab.open().auth.claims()).toMatchObject(ALICE);
  });

  it('R50 is told nothing but that it has ended when the server knows nobody', async () => {
    frames.refusing({ error: 'login_required' });
    const page = tab.open(APP, SILENT);
    const status = await settled(page);

    expect(status).toBe('signed-out');
    expect(page.events).toMatchObject([{ type: 'renewal-ended', outcome: { status: 'interaction-required' } }]);
    expect(page.errors).toEqual([]);
  });

  it('R52 stays signed out, and does not ask again by itself, when the server cannot be reached', async () => {
    frames.failing('server_unreachable');
    const page = tab.open(APP, SILENT);
    const status = await settled(page);
    dispatchEvent(new Event('online'));
    jest.advanceTimersByTime(600_000);

    expect(status).toBe('signed-out');
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events).toMatchObject([{ type: 'renewal-ended', outcome: { status: 'unreachable' } }]);
  });

  it('is asked for by nobody in an app without withSilentRenewal(), which says so', () => {
    expect(() => tab.open(APP, { features: [withSilentSignIn()] })).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining('withSilentRenewal()') }),
    );
  });

  it('has a guard wait, and lets the person pass', async () => {
    const frame = frames.waiting();
    tab.open(APP, SILENT);
    const guard = TestBed.runInInjectionContext(authGuard);
    await frame.answer();

    await expect(guard).resolves.toBe(true);
    expect(tab.redirects).toEqual([]);
  });

  it('has a guard send the person to sign in when the server knows nobody', async () => {
    const frame = frames.waiting();
    const { auth } = tab.open(APP, SILENT);
    void TestBed.runInInjectionContext(authGuard);
    await frame.refuse('login_required');
    await firstValueFrom(auth.state$.pipe(filter(({ status }) => status === 'redirecting')));

    expect(frames.urls).toHaveLength(1);
  });

  it('has a request for a resource server wait for the token', async () => {
    const frame = frames.waiting();
    const { providers, seen } = seenTokens();
    const page = tab.open(APP, { ...SILENT, providers });
    const answer = sent();
    await frame.answer();
    await answer;

    expect(seen).toEqual([`Bearer ${page.auth.accessToken()}`]);
  });

  it('leaves the last word to login()', async () => {
    const frame = frames.waiting();
    const page = tab.open(APP, SILENT);
    const asked = page.auth.renew();
    await frame.opened;
    await page.auth.login();
    await frame.answer();
    await asked;

    expect(page.auth.state()).toEqual({ status: 'redirecting', session: null });
    expect(tab.storage.dump()).not.toContain('access-token');
  });
});

describe('nothing is asked', () => {
  it('on a page that has a session', async () => {
    await tab.signIn();
    const page = tab.open(APP, SILENT);

    expect(page.auth.state().status).toBe('signed-in');
    expect(frames.urls).toEqual([]);
  });

  it('on a page that completes a response, however that ends', async () => {
    await tab.open().auth.login();
    const page = tab.open(server.refuse(tab.redirect), SILENT);
    await page.auth.ready;
    await promisesTold();

    expect(page.auth.state().status).toBe('failed');
    expect(frames.urls).toEqual([]);
  });

  it('R54 after a sign-out in this tab, until somebody has signed in again', async () => {
    const { auth } = await tab.signIn(SILENT);
    frames = renewalFrames(tab, server);
    await auth.logout({ scope: 'local' });
    const afterSignOut = tab.open(APP, SILENT).auth.state();
    await tab.signIn(SILENT);
    forgetSession();
    const afterSignIn = tab.open(APP, SILENT).auth.state();

    expect(afterSignOut).toEqual({ status: 'signed-out' });
    expect(afterSignIn).toEqual({ status: 'renewing', session: null });
  });
});

describe('with withTabSync()', () => {
  const features = [withTabSync(), ...SILENT.features];
  const CHANNEL = `ngx-implicit-auth ${server.issuer} timesheets-spa session`;

  it('A21 another tab is asked first, and its session will do', async () => {
    const elsewhere = sessionOf((await fakeTab(server).signIn()).auth.state());
    const other = otherTab(CHANNEL);
    const page = tab.open(APP, { features });
    const guard = TestBed.runInInjectionContext(authGuard);
    await other.say(elsewhere);
    other.close();

    await expect(guard).resolves.toBe(true);
    expect(page.auth.session()).toEqual(elsewhere);
    expect(frames.urls).toEqual([]);
  });

  it('R54 after a sign-out here, the server is asked again once somebody has signed in elsewhere', async () => {
    const page = await tab.signIn({ features });
    const before = page.auth.session()!;
    await page.auth.logout({ scope: 'local' });
    const other = otherTab(CHANNEL);
    await other.say({ ...before, receivedAt: Date.now() + 1 });
    other.close();
    forgetSession();

    expect(tab.open(APP, SILENT).auth.state()).toEqual({ status: 'renewing', session: null });
  });

  it('A21 the server is asked when no tab answers in time, and a guard waits for both', async () => {
    tab.open(APP, { features });
    const guard = TestBed.runInInjectionContext(authGuard);
    jest.advanceTimersByTime(250);

    await expect(guard).resolves.toBe(true);
    expect(frames.urls).toHaveLength(1);
    expect(tab.redirects).toEqual([]);
  });

  it('R54 a sign-in by the person meanwhile has the last word', async () => {
    const page = tab.open(APP, { features });
    await page.auth.login();
    jest.advanceTimersByTime(250);
    await promisesTold();

    expect(page.auth.state()).toEqual({ status: 'redirecting', session: null });
  });
});
