import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { fakeTab, type Tab } from '../testing/fake-tab';
import { ADD_USER_INFO, type AddUserInfo } from './user-info';

const server = await fakeAuthorizationServer();
const CHANNEL = `ngx-implicit-auth ${server.issuer} timesheets-spa sign-out`;
const signIn = () => tab.signIn({ answer: { claims: { sid: 'session-7' } } });
let tab: Tab;

beforeEach(() => {
  tab = fakeTab(server);
});

/** What another page of the app says, once every page has heard it. */
async function say(data: unknown, channelName = CHANNEL): Promise<void> {
  const speaker = new BroadcastChannel(channelName);
  const listener = new BroadcastChannel(channelName);
  const heard = new Promise((resolve) => listener.addEventListener('message', resolve));
  speaker.postMessage(data);
  await heard;
  speaker.close();
  listener.close();
}

describe('the sign-out of another tab', () => {
  it.each([[null], ['session-7']])('A15 R56 told as %j ends the session here', async (data) => {
    const page = await signIn();
    await say(data);

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events).toContainEqual({ type: 'signed-out', reason: 'other-tab' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it.each([['session-8'], [7], [{ sid: 'session-7' }], [['session-7']], [true]])(
    'R56 told as %j ends nothing',
    async (data) => {
      const { auth } = await signIn();
      await say(data);

      expect(auth.isAuthenticated()).toBe(true);
    },
  );

  it('ends nothing when it is of another client', async () => {
    const { auth } = await signIn();
    await say(null, CHANNEL.replace('timesheets-spa', 'other-spa'));

    expect(auth.isAuthenticated()).toBe(true);
  });

  it('leaves a sign-in that is being completed alone', async () => {
    await tab.open().auth.login();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    const addUserInfo: AddUserInfo = async (_, session) => heard.then(() => session);
    const page = tab.open(await server.answer(tab.redirect), {
      providers: [{ provide: ADD_USER_INFO, useValue: addUserInfo }],
    });
    await say(null);
    goOn();
    await page.auth.ready;

    expect(page.auth.isAuthenticated()).toBe(true);
  });
});

describe('a sign-out here', () => {
  it('A15 is told to the other tabs', async () => {
    const { auth } = await signIn();
    const listener = new BroadcastChannel(CHANNEL);
    const heard = new Promise<unknown>((resolve) => {
      listener.addEventListener('message', ({ data }) => resolve(data));
    });
    await auth.logout({ scope: 'local' });

    await expect(heard).resolves.toBeNull();
    listener.close();
  });

  it('works where there are no channels', async () => {
    const { auth } = await withoutChannels(() => signIn());
    await auth.logout({ scope: 'local' });

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });
});

async function withoutChannels<T>(use: () => Promise<T>): Promise<T> {
  const channels = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')!;
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  try {
    return await use();
  } finally {
    Object.defineProperty(globalThis, 'BroadcastChannel', channels);
  }
}
