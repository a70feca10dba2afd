import type { Routes } from '@angular/router';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type Tab } from '../testing/fake-tab';
import { Other, Secret, startApp } from '../testing/start-app';

const server = await fakeAuthorizationServer();
const ROUTES: Routes = [
  { path: 'secret', component: Secret },
  { path: 'other', component: Other },
];
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('after a sign-in', () => {
  it('the page that it began at is shown, with query and fragment, and the callback is not in the history', async () => {
    await tab.open().auth.login({ returnTo: '/secret?week=7&q=a%20b#monday' });
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES);
    await app.auth.ready;

    expect(await app.settled()).toBe('/secret?week=7&q=a%20b#monday');
    expect(app.text()).toBe('the secret page');
    expect(app.location.urls).toEqual([`${APP}secret?week=7&q=a%20b#monday`]);
  });

  it('R28 no URL with a credential has ever been in the history', async () => {
    await tab.open().auth.login({ returnTo: '/secret' });
    const response = await server.answer(tab.redirect);
    const app = startApp(tab, response, ROUTES);
    const seen: string[] = [];
    app.router.events.subscribe(() => seen.push(app.location.href));
    const atStart = app.location.href;
    await app.auth.ready;
    await app.settled();

    expect(atStart).toBe(`${APP}auth/callback`);
    expect(seen.filter((url) => /token|state/.test(url))).toEqual([]);
  });

  it('the app at a sub-path comes back to its own page', async () => {
    await tab.open(`${APP}sub/`, { baseHref: '/sub/' }).auth.login({ returnTo: '/secret' });
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES, { baseHref: '/sub/' });
    await app.auth.ready;
    await app.settled();

    expect(app.text()).toBe('the secret page');
    expect(app.location.urls).toEqual([`${APP}sub/secret`]);
  });

  it('the app whose redirect URI is its root comes back as well', async () => {
    const config = { redirectUri: '' };
    await tab.open(APP, { config }).auth.login({ returnTo: '/secret' });
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES, { config });
    await app.auth.ready;
    await app.settled();

    expect(app.text()).toBe('the secret page');
    expect(app.location.urls).toEqual([`${APP}secret`]);
  });

  it('that was started at the callback page itself, the app’s root is shown', async () => {
    await startApp(tab, `${APP}auth/callback`, ROUTES).auth.login();
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES);
    await app.auth.ready;
    await app.settled();

    expect(app.text()).toBe('the home page');
  });
});

describe('after a refused response', () => {
  it('the callback page stays, to say why', async () => {
    await tab.open().auth.login({ returnTo: '/secret' });
    const app = startApp(tab, server.refuse(tab.redirect), ROUTES);
    await app.auth.ready;

    expect(await app.settled()).toBe('/auth/callback');
  });

  it('A14 that left an earlier session standing, the app’s root is shown', async () => {
    await tab.open().auth.login({ returnTo: '/secret' });
    const response = await server.answer(tab.redirect);
    await tab.open(response).auth.ready;
    const app = startApp(tab, response, ROUTES);
    await app.auth.ready;

    expect(await app.settled()).toBe('/');
    expect(app.auth.isAuthenticated()).toBe(true);
    expect(app.location.urls).toEqual([APP]);
  });
});

describe('otherwise', () => {
  it('nobody is led anywhere: not by a page load', async () => {
    await tab.signIn();
    const app = startApp(tab, `${APP}other`, ROUTES);

    expect(await app.settled()).toBe('/other');
  });

  it('nobody is led anywhere: not by a further sign-in that cannot be started', async () => {
    await tab.signIn();
    const app = startApp(tab, `${APP}other`, ROUTES);
    await app.settled();
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(app.auth.login({ prompt: 'login' })).rejects.toMatchObject({ code: 'server_unreachable' });
    await app.fixture.whenStable();

    expect(app.auth.isAuthenticated()).toBe(true);
    expect(app.router.url).toBe('/other');
    expect(app.text()).toBe('the other page');
  });

  it('nobody is led anywhere: not by a sign-in that cannot be started on the page that came back from one', async () => {
    await tab.open().auth.login({ returnTo: '/other' });
    const app = startApp(tab, await server.answer(tab.redirect), ROUTES);
    await app.auth.ready;
    await app.settled();
    tab.platform.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(app.auth.login({ returnTo: '/secret' })).rejects.toMatchObject({ code: 'server_unreachable' });
    await app.fixture.whenStable();

    expect(app.router.url).toBe('/other');
  });
});
