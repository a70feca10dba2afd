import { withFrontChannelLogout } from 'ngx-implicit-auth';
import { TestBed } from '@angular/core/testing';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { FrontChannel } from './front-channel';

const server = await fakeAuthorizationServer();
const features = [withFrontChannelLogout()];
const signIn = () => tab.signIn({ features, answer: { claims: { sid: 'session-7' } } });
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

describe('a front-channel logout request', () => {
  it.each([
    ['issuer and session', { iss: server.issuer, sid: 'session-7' }],
    ['neither', { iss: null, sid: null }],
  ])('R56 with %s ends the session', async (_, request) => {
    const page = await signIn();
    const isOfThisServer = TestBed.inject(FrontChannel).signOut(request);

    expect(isOfThisServer).toBe(true);
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'front-channel' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it.each([
    ['another issuer', { iss: 'https://evil.test', sid: 'session-7' }],
    ['the issuer alone', { iss: server.issuer, sid: null }],
    ['the session alone', { iss: null, sid: 'session-7' }],
    ['an empty issuer', { iss: '', sid: 'session-7' }],
  ])('R56 with %s is not this server’s, and ends nothing', async (_, request) => {
    const { auth } = await signIn();

    expect(TestBed.inject(FrontChannel).signOut(request)).toBe(false);
    expect(auth.isAuthenticated()).toBe(true);
  });

  it('R56 about another session ends nothing', async () => {
    const { auth } = await signIn();
    TestBed.inject(FrontChannel).signOut({ iss: server.issuer, sid: 'session-8' });

    expect(auth.isAuthenticated()).toBe(true);
  });

  it('R56 about a session ends none whose id_token names none', async () => {
    const { auth } = await tab.signIn({ features });
    TestBed.inject(FrontChannel).signOut({ iss: server.issuer, sid: 'session-7' });

    expect(auth.isAuthenticated()).toBe(true);
  });

  it('R56 tells nobody of a sign-out when nobody is signed in', () => {
    const page = tab.open(undefined, { features });
    TestBed.inject(FrontChannel).signOut({ iss: null, sid: null });

    expect(page.events).toEqual([]);
  });
});

describe('the word of another tab', () => {
  const channelName = `ngx-implicit-auth ${server.issuer} timesheets-spa front-channel`;
  const say = async (data: unknown) => {
    const channel = new BroadcastChannel(channelName);
    const heard = new BroadcastChannel(channelName);
    const arrived = new Promise((resolve) => heard.addEventListener('message', resolve));
    channel.postMessage(data);
    await arrived;
    channel.close();
    heard.close();
  };

  it.each([[{ sid: 'session-7' }], [{ sid: null }]])('R56 %j ends the session here', async (data) => {
    const { auth } = await signIn();
    await say(data);

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it.each([[{ sid: 'session-8' }], [{}], [{ sid: 7 }], [null], ['session-7'], [[null]]])(
    'R56 %j ends nothing',
    async (data) => {
      const { auth } = await signIn();
      await say(data);

      expect(auth.isAuthenticated()).toBe(true);
    },
  );

  it('R56 is passed on by the frame that the server has loaded', async () => {
    tab.open(undefined, { features });
    const heard = new BroadcastChannel(channelName);
    const message = new Promise<unknown>((resolve) => {
      heard.addEventListener('message', ({ data }) => resolve(data));
    });
    TestBed.inject(FrontChannel).signOut({ iss: server.issuer, sid: 'session-7' });

    await expect(message).resolves.toEqual({ sid: 'session-7' });
    heard.close();
  });
});
