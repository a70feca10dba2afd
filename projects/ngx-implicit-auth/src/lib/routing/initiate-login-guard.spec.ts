import { HashLocationStrategy, LocationStrategy } from '@angular/common';
import { PLATFORM_ID } from '@angular/core';
import { AuthCallback, initiateLoginGuard } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { Secret, startApp } from '../testing/start-app';

const server = await fakeAuthorizationServer();
const ROUTES = [
  { path: 'auth/login', component: AuthCallback, canActivate: [initiateLoginGuard] },
  { path: 'reports', component: Secret },
];
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

const start = (parameters: Record<string, string>, options: PageOptions & { url?: string } = {}) =>
  startApp(tab, `${options.url ?? `${APP}auth/login`}?${new URLSearchParams(parameters)}`, ROUTES, options);

/** Follows the redirect to the server, and comes back. */
async function signedInAt(options: PageOptions = {}): Promise<string> {
  const app = startApp(tab, await server.answer(tab.redirect), ROUTES, options);
  await app.auth.ready;
  return app.settled();
}

describe('a login that somebody else initiates', () => {
  it('R62 goes to the configured server, with the hint, and ends at the target', async () => {
    const target = `${APP}reports?year=2026#q3`;
    const { url, replaceUrl } = await start({
      iss: server.issuer,
      login_hint: 'alice@example.com',
      target_link_uri: target,
    }).leaving();

    expect(new URL(url).origin).toBe(server.issuer);
    expect(new URL(url).searchParams.get('login_hint')).toBe('alice@example.com');
    expect(replaceUrl).toBe(true);
    await expect(signedInAt()).resolves.toBe('/reports?year=2026#q3');
  });

  it('R62 ends at the app’s root when no target is named', async () => {
    await start({ iss: server.issuer }).leaving();

    await expect(signedInAt()).resolves.toBe('/');
  });

  it.each([
    ['another issuer', { iss: 'https://evil.test' }],
    ['the issuer with a slash', { iss: `${server.issuer}/` }],
    ['no issuer', {}],
    ['a target elsewhere', { iss: server.issuer, target_link_uri: 'https://evil.test/' }],
    ['a target on a look-alike host', { iss: server.issuer, target_link_uri: 'https://app.example.com.evil.test/' }],
    ['a target at another port', { iss: server.issuer, target_link_uri: 'https://app.example.com:8443/' }],
    ['a target that is a script', { iss: server.issuer, target_link_uri: 'javascript:alert(1)' }],
    ['a target that is no absolute URL', { iss: server.issuer, target_link_uri: '/reports' }],
    ['an empty target', { iss: server.issuer, target_link_uri: '' }],
  ])('R62 with %s is refused and told', async (_, parameters: Record<string, string>) => {
    const app = start(parameters);
    const url = await app.settled();

    expect(url).toBe('/auth/callback');
    expect(app.auth.state()).toMatchObject({ status: 'failed', error: { code: 'login_request_refused' } });
    expect(app.text()).toContain(server.issuer);
    expect(tab.redirects).toEqual([]);
  });

  it('R62 that is refused leaves a session that goes on', async () => {
    await tab.signIn();
    const redirects = tab.redirects.length;
    const app = start({ iss: 'https://evil.test' });
    await app.settled();

    expect(app.auth.isAuthenticated()).toBe(true);
    expect(tab.redirects).toHaveLength(redirects);
  });

  it('R62 finds its target under a base path, and none above it', async () => {
    const options = { url: `${APP}shop/auth/login`, baseHref: '/shop/' };
    await start({ iss: server.issuer, target_link_uri: `${APP}shop/reports` }, options).leaving();
    const away = start({ iss: server.issuer, target_link_uri: `${APP}reports` }, options);
    await away.settled();

    expect(away.auth.state()).toMatchObject({ status: 'failed', error: { code: 'login_request_refused' } });
    await expect(signedInAt(options)).resolves.toBe('/reports');
  });

  it('R62 finds its target behind the # of hash routing', async () => {
    const options: PageOptions = {
      config: { redirectUri: '' },
      providers: [{ provide: LocationStrategy, useClass: HashLocationStrategy }],
    };
    const parameters = new URLSearchParams({ iss: server.issuer, target_link_uri: `${APP}#/reports?year=2026` });
    await startApp(tab, `${APP}#/auth/login?${parameters}`, ROUTES, options).leaving();

    await expect(signedInAt(options)).resolves.toBe('/reports?year=2026');
  });

  it('R62 is neither refused nor lost when the configuration does not come', async () => {
    const app = start({ iss: server.issuer }, { source: () => () => Promise.reject(new Error('down')) });
    const url = await app.settled();

    expect(url).toBe('/auth/callback');
    expect(app.events).toMatchObject([{ type: 'sign-in-failed', error: { code: 'config_unavailable' } }]);
    expect(app.auth.state()).toMatchObject({ returnTo: `/auth/login?iss=${encodeURIComponent(server.issuer)}` });
  });

  it.each([
    ['R62 what asks for it rightly', { iss: server.issuer }],
    ['R62 what does not', { iss: 'https://evil.test' }],
  ])('%s is left to the browser while a page is rendered on a server', async (_, parameters) => {
    const app = start(parameters, { providers: [{ provide: PLATFORM_ID, useValue: 'server' }] });
    await app.settled();

    expect(app.auth.state()).toEqual({ status: 'starting' });
    expect(app.text()).toBe('');
    expect(app.events).toEqual([]);
  });
});
