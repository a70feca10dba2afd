import { PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { NavigationEnd, Router, type Route } from '@angular/router';
import { initiateLoginGuard, requireAccessToken, requireStepUp } from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { Other, Secret, startApp } from '../testing/start-app';
import { authGuard, requireClaims, requireScopes } from './auth-guard';

const server = await fakeAuthorizationServer();
const providers = [{ provide: PLATFORM_ID, useValue: 'server' }];
const resourceServers = [{ url: 'https://api.example.com', audience: 'api' }];
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

/** Renders a page, and tells at which URLs the router has arrived. */
async function render(url: string, ...routes: readonly Route[]) {
  const app = startApp(tab, APP + url, [...routes, { path: '**', component: Other }], {
    providers,
    config: { resourceServers },
  });
  const arrivals: string[] = [];
  app.router.events.subscribe((event) => {
    if (event instanceof NavigationEnd) arrivals.push(event.urlAfterRedirects);
  });
  await app.settled();
  return { ...app, arrivals };
}

describe.each<[string, Route]>([
  ['authGuard', { canActivate: [authGuard] }],
  ['two guards', { canActivate: [authGuard, requireClaims(() => true)] }],
  ['authGuard for children', { canActivateChild: [authGuard] }],
  ['authGuard as canMatch', { canMatch: [authGuard] }],
  ['two guards as canMatch', { canMatch: [authGuard, requireClaims(() => true)] }],
  ['requireScopes as canMatch', { canMatch: [requireScopes('approve:timesheets')] }],
  ['requireAccessToken', { canActivate: [requireAccessToken('https://api.example.com')] }],
  ['requireStepUp', { canActivate: [requireStepUp({ maxAgeSeconds: 60 })] }],
  ['initiateLoginGuard', { canActivate: [initiateLoginGuard] }],
])('on a server, with %s', (_, guards) => {
  const route: Route = { path: 'secret', children: [{ path: 'inside', component: Secret }], ...guards };

  it('the navigation succeeds at the very URL, and shows nothing', async () => {
    const app = await render('secret/inside?week=7#monday', route);

    expect(app.arrivals).toEqual(['/secret/inside?week=7#monday']);
    expect(app.text()).toBe('');
    expect(app.location.urls).toEqual([`${APP}secret/inside?week=7#monday`]);
    expect(app.auth.state()).toEqual({ status: 'starting' });
    expect([...app.events, ...app.errors, ...tab.redirects, ...server.requests]).toEqual([]);
  });

  it('the app has its routes again when the navigation is over', async () => {
    const app = await render('secret/inside', route);

    expect(app.router.config.map(({ path }) => path)).toEqual(['', 'auth/callback', 'secret', '**']);
  });
});

it('on a server, nothing is shown in further outlets either', async () => {
  const app = await render(
    'secret(popup:chat)',
    { path: 'secret', canActivate: [authGuard], component: Secret },
    { path: 'chat', outlet: 'popup', component: Other },
  );

  expect(app.arrivals).toEqual(['/secret(popup:chat)']);
  expect(app.text()).toBe('');
});

it('on a server, the start page may be guarded', async () => {
  tab.open(APP, { providers, routes: [{ path: '', component: Secret, canActivate: [authGuard] }] });
  const router = TestBed.inject(Router);
  const arrived = firstValueFrom(router.events.pipe(filter((event) => event instanceof NavigationEnd)));
  router.initialNavigation();

  expect(await arrived).toMatchObject({ urlAfterRedirects: '/' });
  expect(router.routerState.snapshot.root.firstChild).toBeNull();
});
