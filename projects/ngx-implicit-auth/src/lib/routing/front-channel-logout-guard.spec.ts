import { PLATFORM_ID } from '@angular/core';
import { frontChannelLogoutGuard } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, fakeTab, type PageOptions, type Tab } from '../testing/fake-tab';
import { Other, startApp } from '../testing/start-app';

const server = await fakeAuthorizationServer();
const ROUTES = [{ path: 'auth/signed-out', component: Other, canActivate: [frontChannelLogoutGuard] }];
const signIn = (sid?: string) => tab.signIn({ answer: { claims: { sid } } });
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

/** The page that the server loads, in a tab where somebody is signed in. */
async function requested(parameters: Record<string, string>, options?: PageOptions) {
  const app = startApp(tab, `${APP}auth/signed-out?${new URLSearchParams(parameters)}`, ROUTES, options);
  await app.settled();
  return app;
}

describe('a front-channel logout request', () => {
  it.each<[string, Record<string, string>]>([
    ['issuer and session', { iss: server.issuer, sid: 'session-7' }],
    ['neither', {}],
  ])('R56 with %s ends the session', async (_, parameters) => {
    await signIn(parameters['sid']);
    const app = await requested(parameters);

    expect(app.auth.state()).toEqual({ status: 'signed-out' });
    expect(app.events).toContainEqual({ type: 'signed-out', reason: 'front-channel' });
    expect(app.text()).toBe('the other page');
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it.each<[string, Record<string, string>]>([
    ['another issuer', { iss: 'https://evil.test', sid: 'session-7' }],
    ['the issuer alone', { iss: server.issuer }],
    ['the session alone', { sid: 'session-7' }],
    ['an empty issuer', { iss: '', sid: 'session-7' }],
    ['another session', { iss: server.issuer, sid: 'session-8' }],
    ['neither, which anybody can link to, where the session has a name,', {}],
  ])('R56 with %s ends nothing', async (_, parameters) => {
    await signIn('session-7');
    const app = await requested(parameters);

    expect(app.auth.isAuthenticated()).toBe(true);
    expect(app.text()).toBe('the other page');
  });

  it('R56 about a session ends none whose id_token names none', async () => {
    await tab.signIn();
    const app = await requested({ iss: server.issuer, sid: 'session-7' });

    expect(app.auth.isAuthenticated()).toBe(true);
  });

  it('R56 with neither is passed on to no other tab where the session has a name', async () => {
    await signIn('session-7');
    const told = jest.spyOn(BroadcastChannel.prototype, 'postMessage');
    await requested({});

    expect(told).not.toHaveBeenCalled();
  });

  it('R56 is passed on to the other tabs by the frame that the server has loaded', async () => {
    const heard = new BroadcastChannel(`ngx-implicit-auth ${server.issuer} timesheets-spa sign-out`);
    const message = new Promise<unknown>((resolve) => {
      heard.addEventListener('message', ({ data }) => resolve(data));
    });
    await requested({ iss: server.issuer, sid: 'session-7' });

    await expect(message).resolves.toBe('session-7');
    heard.close();
  });

  it('R56 leaves no trace while its page is rendered on a server', async () => {
    const write = jest.spyOn(Storage.prototype, 'setItem');
    const parameters = { iss: server.issuer, sid: 'session-7' };
    const app = await requested(parameters, { providers: [{ provide: PLATFORM_ID, useValue: 'server' }] });

    expect(app.text()).toBe('the other page');
    expect(app.auth.state()).toEqual({ status: 'starting' });
    expect([...app.events, ...write.mock.calls]).toEqual([]);
  });
});
