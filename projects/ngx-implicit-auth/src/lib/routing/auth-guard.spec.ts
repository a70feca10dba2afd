import { inject } from '@angular/core';
import { mapToCanActivate, mapToCanActivateChild, mapToCanMatch, Router, type Route } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { Other, Secret, startApp } from '../testing/start-app';
import { openedPage, signedInPage } from '../testing/tested-page';
import { AuthGuard, authGuard, requireClaims, requireScopes } from './auth-guard';
import type { AuthGuardFn } from './guarded-navigation';

const server = await fakeAuthorizationServer();
const CHILD: Route = { path: 'inside', component: Secret };
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
  tab.platform.userIsActive = () => false;
});

const call = (guard: AuthGuardFn) => TestBed.runInInjectionContext(guard);

describe.each<[string, Route]>([
  ['canActivate', { path: 'secret', canActivate: [authGuard], children: [CHILD] }],
  ['canActivateChild', { path: 'secret', canActivateChild: [authGuard], children: [CHILD] }],
  ['canMatch', { path: 'secret', canMatch: [authGuard], children: [CHILD] }],
  ['canActivate with the class', { path: 'secret', canActivate: mapToCanActivate([AuthGuard]), children: [CHILD] }],
  [
    'canActivateChild with the class',
    { path: 'secret', canActivateChild: mapToCanActivateChild([AuthGuard]), children: [CHILD] },
  ],
  ['canMatch with the class', { path: 'secret', canMatch: mapToCanMatch([AuthGuard]), children: [CHILD] }],
])('authGuard as %s', (_, route) => {
  const open = (url: string, options?: PageOptions) => startApp(tab, APP + url, [route], options);

  it('lets a signed-in person pass', async () => {
    await tab.signIn();
    const app = open('secret/inside?week=7#monday');

    expect(await app.settled()).toBe('/secret/inside?week=7#monday');
    expect(app.text()).toBe('the secret page');
  });

  it('sends anybody else to the server, and back to the very URL, query and fragment included', async () => {
    const app = open('secret/inside?week=7&q=a%20b#monday');
    await app.leaving();
    expect(app.text()).toBe('');

    const back = startApp(tab, await server.answer(tab.redirect), [route]);
    await back.auth.ready;
    await back.settled();
    expect(back.location.urls).toEqual([`${APP}secret/inside?week=7&q=a%20b#monday`]);
    expect(back.text()).toBe('the secret page');
  });

  it('A20 does not leave again while a response is being completed', async () => {
    await tab.open().auth.login({ returnTo: '/' });
    const app = startApp(tab, await server.answer(tab.redirect), [route]);
    const statusAtFirst = app.auth.state().status;
    await app.router.navigateByUrl('/secret/inside');
    await app.auth.ready;
    await app.settled();

    expect(statusAtFirst).toBe('completing');
    expect(app.auth.isAuthenticated()).toBe(true);
    expect(tab.redirects).toHaveLength(1);
  });

  it('leads to the callback page, which says why, when the sign-in cannot be started', async () => {
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const app = open('secret/inside');

    expect(await app.settled()).toBe('/auth/callback');
    expect(app.text()).toMatch(/^Sign-in failed.*did not answer/);
    expect(app.auth.state()).toMatchObject({ status: 'failed', returnTo: '/secret/inside' });
  });
});

describe('authGuard', () => {
  it('answers true synchronously when signed in', async () => {
    await tab.signIn();

    expect(call(authGuard)).toBe(true);
  });

  it('A20 answers true as soon as the response being completed has signed in', async () => {
    await tab.open().auth.login();
    tab.open(await server.answer(tab.redirect));

    await expect(call(authGuard)).resolves.toBe(true);
    expect(tab.redirects).toHaveLength(1);
  });

  it('does not take an expired session for one, though its timer slept', async () => {
    const { auth } = await tab.signIn();
    const later = Date.now() + 600_000;
    tab.platform.now = () => later;
    const before = auth.isAuthenticated();
    const answer = call(authGuard);

    expect(before).toBe(true);
    expect(answer).not.toBe(true);
    expect(auth.isAuthenticated()).toBe(false);
  });

  it('takes the place of the entry in the history when it is the first navigation', async () => {
    const app = startApp(tab, `${APP}secret`, [{ path: 'secret', canActivate: [authGuard], component: Secret }]);

    expect(await app.leaving()).toMatchObject({ replaceUrl: true });
  });

  it('keeps the entry of the page that the person came from', async () => {
    const app = startApp(tab, APP, [{ path: 'secret', canActivate: [authGuard], component: Secret }]);
    await app.settled();
    void app.router.navigateByUrl('/secret?tab=2');

    expect(await app.leaving()).toMatchObject({ replaceUrl: false });
    expect(app.text()).toBe('the home page');
  });

  it('takes the place of an entry that was to be replaced', async () => {
    const app = startApp(tab, APP, [{ path: 'secret', canActivate: [authGuard], component: Secret }]);
    await app.settled();
    void app.router.navigateByUrl('/secret', { replaceUrl: true });

    expect(await app.leaving()).toMatchObject({ replaceUrl: true });
  });

  it('A15 ends the navigation when the page comes back from the back/forward cache', async () => {
    const app = startApp(tab, APP, [{ path: 'secret', canActivate: [authGuard], component: Secret }]);
    await app.settled();
    const passed = app.router.navigateByUrl('/secret');
    await app.leaving();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

    expect(await passed).toBe(false);
    expect(app.router.url).toBe('/');
  });

  it('leaves a navigation waiting, and breaks nothing, when the app is destroyed before the page goes', async () => {
    const app = startApp(tab, APP, [{ path: 'secret', canActivate: [authGuard], component: Secret }]);
    await app.settled();
    void app.router.navigateByUrl('/secret');
    await app.leaving();

    expect(() => TestBed.resetTestingModule()).not.toThrow();
    expect(app.errors).toEqual([]);
  });

  it('A20 starts one sign-in for many guards at once', async () => {
    const app = startApp(tab, `${APP}a/b`, [
      {
        path: 'a',
        canMatch: [authGuard],
        canActivate: [authGuard, () => inject(AuthGuard).canActivate()],
        canActivateChild: [authGuard],
        children: [{ path: 'b', component: Secret, canActivate: [authGuard] }],
      },
    ]);
    await app.leaving();

    expect(tab.redirects).toHaveLength(1);
  });

  it('does not answer a refused response with another redirect, but leads to the reason', async () => {
    await tab.open().auth.login();
    const app = startApp(tab, server.refuse(tab.redirect), [
      { path: 'secret', canActivate: [authGuard], component: Secret },
    ]);
    await app.router.navigateByUrl('/secret');

    expect(app.router.url).toBe('/auth/callback');
    expect(tab.redirects).toHaveLength(1);
  });

  it('stops the navigation where the redirect URI is the guarded page itself', async () => {
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const app = startApp(tab, `${APP}secret`, [{ path: 'secret', canActivate: [authGuard], component: Secret }], {
      config: { redirectUri: 'secret' },
    });
    await app.settled();

    expect(app.text()).toBe('');
    expect(app.auth.state().status).toBe('failed');
  });

  it('breaks a redirect loop, and says why', async () => {
    const secret = [{ path: 'secret', canActivate: [authGuard], component: Secret }];
    for (let trip = 0; trip < 3; trip++) await startApp(tab, `${APP}secret`, secret).leaving();
    const app = startApp(tab, `${APP}secret`, secret);

    expect(await app.settled()).toBe('/auth/callback');
    expect(app.text()).toContain('redirects were stopped');
    expect(tab.redirects).toHaveLength(3);
  });
});

describe('requireScopes', () => {
  const routes = [
    { path: 'approve', canMatch: [requireScopes('read:timesheets', 'profile')], component: Secret },
    { path: 'approve', component: Other },
  ];
  const shown = async () => (await RouterTestingHarness.create('/approve')).routeNativeElement?.textContent;

  it('R25 lets those pass who were granted every scope', async () => {
    signedInPage({ routes }, { scope: 'openid profile read:timesheets' });

    expect(await shown()).toBe('the secret page');
  });

  it.each(['openid read:timesheets', 'openid profile read:timesheetsX', 'openid PROFILE read:timesheets'])(
    'R25 R3 leads anybody who was granted %j on to the next route',
    async (scope) => {
      signedInPage({ routes }, { scope });

      expect(await shown()).toBe('the other page');
    },
  );

  it('signs in when signed out', async () => {
    const { controller } = openedPage({ routes });
    void TestBed.inject(Router).navigateByUrl('/approve');

    expect(await controller.redirected()).toMatchObject({ type: 'sign-in', returnTo: '/approve' });
  });

  it('R48 does not redirect for a scope that was refused', () => {
    const { auth } = signedInPage();

    expect(call(requireScopes('approve:timesheets'))).toBe(false);
    expect(auth.state().status).toBe('signed-in');
  });
});

describe('requireClaims', () => {
  it('lets those pass of whose claims the predicate holds', () => {
    signedInPage({}, { claims: { role: 'lead' } });

    expect(call(requireClaims((claims) => claims['role'] === 'lead'))).toBe(true);
    expect(call(requireClaims((claims) => claims['role'] === 'boss'))).toBe(false);
  });

  it('R2 lets nobody pass without an id_token, whatever the predicate', () => {
    signedInPage({ config: { responseType: 'token', scope: 'read:timesheets' } });

    expect(call(authGuard)).toBe(true);
    expect(call(requireClaims(() => true))).toBe(false);
  });
});
