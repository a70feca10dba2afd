import { ApplicationRef, ChangeDetectionStrategy, Component, PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, RouterOutlet, type Route, type Routes } from '@angular/router';
import { AuthCallback } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from '../testing/fake-tab';
import { inProduction } from '../testing/in-production';

@Component({
  selector: 'auth-test-app',
  imports: [RouterOutlet],
  template: '<router-outlet />',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class App {}

@Component({ selector: 'auth-test-not-found', template: 'not found', changeDetection: ChangeDetectionStrategy.OnPush })
class NotFound {}

const CALLBACK = { path: 'auth/callback', component: AuthCallback };
const HOME: Route = { path: '', pathMatch: 'full', children: [] };
const OTHERWISE_HOME = { path: '**', redirectTo: '' };

const server = await fakeAuthorizationServer();
let tab: Tab;
let hints: string[];

beforeEach(() => {
  tab = fakeTab(server);
  hints = [];
  jest.spyOn(console, 'warn').mockImplementation((text: string) => hints.push(text));
});

/** Starts the app as a browser does. */
async function start(url: string, routes: Routes, options: PageOptions = {}): Promise<Page> {
  const page = tab.open(url, { ...options, routes });
  const app = TestBed.inject(ApplicationRef);
  // TestBed gives the router's error, where no route matches, to whoever waits for a fixture.
  const isStable = TestBed.createComponent(NotFound)
    .whenStable()
    .catch(() => {});
  app.bootstrap(App, document.createElement('auth-test-app'));
  await page.auth.ready;
  await isStable;
  return page;
}

/** Signs in, and comes back to an app with these routes. */
async function comeBack(routes: Routes, options: PageOptions = {}): Promise<Page> {
  await tab.open(APP, options).auth.login();
  return start(await server.answer(tab.redirect), routes, options);
}

const hint = (problem: string) =>
  `ngx-implicit-auth: ${problem}, so nothing shows there how a sign-in goes. Add ` +
  `{ path: 'auth/callback', component: AuthCallback } to the routes, before any route for '**'.`;

describe('the console tells in dev mode', () => {
  it('that no route matches the redirect URI, although the sign-in succeeds', async () => {
    const { auth } = await comeBack([HOME]);

    expect(auth.isAuthenticated()).toBe(true);
    expect(hints).toEqual([hint('no route matches /auth/callback, the path of redirectUri')]);
  });

  it.each<[string, Routes, string]>([
    ['redirects', [HOME, OTHERWISE_HOME, CALLBACK], 'a route redirects from /auth/callback, the path of redirectUri'],
    [
      'is shown',
      [HOME, { path: '**', component: NotFound }, CALLBACK],
      "the route for '**' takes /auth/callback, the path of redirectUri",
    ],
    [
      'is shown, below another one',
      [{ path: 'auth', children: [{ path: '**', component: NotFound }] }, CALLBACK, HOME],
      "the route for '**' takes /auth/callback, the path of redirectUri",
    ],
  ])('that a route for all the rest %s in place of the callback', async (_, routes, problem) => {
    await comeBack(routes);

    expect(hints).toEqual([hint(problem)]);
  });

  it('once, however often somebody comes there', async () => {
    await start(APP, [HOME, OTHERWISE_HOME]);
    for (const url of ['/auth/callback', '/', '/auth/callback/?again']) await TestBed.inject(Router).navigateByUrl(url);

    expect(hints).toHaveLength(1);
  });
});

describe('the console tells nothing', () => {
  it('of a callback with a route of its own', async () => {
    await comeBack([HOME, CALLBACK, OTHERWISE_HOME]);

    expect(hints).toEqual([]);
  });

  it('of other pages that no route matches', async () => {
    const { reported } = await start(`${APP}elsewhere`, [HOME, CALLBACK]);
    await reported;

    expect(hints).toEqual([]);
  });

  it('of an app whose root is the redirect URI, and redirects', async () => {
    const home = { path: 'home', children: [] };
    await comeBack([{ path: '', pathMatch: 'full', redirectTo: 'home' }, home], { config: { redirectUri: '' } });

    expect(hints).toEqual([]);
  });

  it('of a redirect URI outside the app', async () => {
    await start(`${APP}app/`, [HOME], { baseHref: '/app/', config: { redirectUri: '/auth/callback' } });

    expect(hints).toEqual([]);
  });

  it('of a configuration for which nobody asks on a server', async () => {
    const { errors } = await start(APP, [HOME], {
      source: (config) => () => config,
      providers: [{ provide: PLATFORM_ID, useValue: 'server' }],
    });

    expect([...errors, ...hints]).toEqual([]);
  });

  it('in production', async () => {
    await inProduction(() => comeBack([HOME]));

    expect(hints).toEqual([]);
  });
});
