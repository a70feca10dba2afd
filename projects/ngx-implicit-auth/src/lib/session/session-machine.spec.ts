import { NgZone } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { withSilentRenewal } from 'ngx-implicit-auth';
import { skip } from 'rxjs';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { fakeTab, responseOf, type Tab } from '../testing/fake-tab';
import { otherTab, without } from '../testing/other-tab';
import { SessionMachine } from './session-machine';

const server = await fakeAuthorizationServer();
const CHANNEL = `ngx-implicit-auth ${server.issuer} timesheets-spa sign-out`;
const MARK = `ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`;
const signIn = () => tab.signIn({ answer: { claims: { sid: 'session-7' } } });
let tab: Tab;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  localStorage.clear();
  tab = fakeTab(server);
});

afterEach(() => {
  jest.useRealTimers();
});

/** Has another page of the app say something; resolves once every page has heard it. */
async function say(data: unknown, channelName = CHANNEL): Promise<void> {
  const other = otherTab(channelName);
  await other.say(data);
  other.close();
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

  it('A15 has the last word over a sign-in that is being completed', async () => {
    await tab.open().auth.login();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    const page = tab.open(await server.answer(tab.redirect));
    TestBed.inject(SessionMachine).addUserInfo = async (session) => heard.then(() => session);
    await say(null);
    goOn();
    await page.auth.ready;

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('a sign-out here', () => {
  it('A15 is told to the other tabs', async () => {
    const { auth } = await signIn();
    const other = otherTab(CHANNEL);
    await auth.logout({ scope: 'local' });

    expect(await other.heard()).toEqual([null]);
    other.close();
  });

  it('works where there are no channels', async () => {
    const { auth } = await without('BroadcastChannel', () => signIn());
    await auth.logout({ scope: 'local' });

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('where the browser denies channels', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('somebody signs in and out', async () => {
    jest.spyOn(globalThis, 'BroadcastChannel').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const { auth } = await signIn();
    expect(auth.isAuthenticated()).toBe(true);
    await auth.logout({ scope: 'local' });

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('a sign-out elsewhere, while this tab shows another site', () => {
  /** Somebody signs in and out in another tab. */
  const signOutElsewhere = async () => {
    const { auth } = await fakeTab(server).signIn();
    await auth.logout({ scope: 'local' });
  };

  it('A15 ends the session that this tab has kept', async () => {
    await signIn();
    jest.advanceTimersByTime(1_000);
    await signOutElsewhere();
    const { auth } = tab.open();

    expect(auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A15 ends it as well when the page comes back from the back/forward cache', async () => {
    const { auth } = await signIn();
    jest.advanceTimersByTime(1_000);
    localStorage.setItem(MARK, String(Date.now()));
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });

  it('A15 R54 has the last word over the answer to a renewal that began before it', async () => {
    const page = await tab.signIn({ features: [withSilentRenewal()] });
    tab.frame = async (url) => {
      localStorage.setItem(MARK, String(Date.now()));
      return responseOf(await server.answer(url));
    };
    await page.auth.renew();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.map(({ type }) => type)).not.toContain('session-expired');
    expect(tab.open().auth.state()).toEqual({ status: 'signed-out' });
  });

  it('ends no session that began after it', async () => {
    await signOutElsewhere();
    jest.advanceTimersByTime(1);
    await signIn();

    expect(tab.open().auth.isAuthenticated()).toBe(true);
  });

  it('A27 ends no session that began after it by a clock that was set back in between', async () => {
    await signOutElsewhere();
    jest.setSystemTime(Date.now() - 3_600_000);
    await signIn();

    expect(tab.open().auth.isAuthenticated()).toBe(true);
  });

  it('ends no session of another client', async () => {
    await signIn();
    jest.advanceTimersByTime(1_000);
    const { auth } = await fakeTab(server).signIn({ config: { clientId: 'other-spa' } });
    await auth.logout({ scope: 'local' });

    expect(tab.open().auth.isAuthenticated()).toBe(true);
  });

  it('A19 is remembered by its time alone', async () => {
    await signOutElsewhere();

    expect(Object.entries(localStorage)).toEqual([[MARK, String(Date.now())]]);
  });

  it('A19 R51 is not remembered when the server answered for somebody else here', async () => {
    const page = await tab.signIn({ features: [withSilentRenewal()] });
    tab.frame = async (url) => responseOf(await server.answer(url, { claims: { sub: 'bob' } }));
    const other = otherTab(CHANNEL);
    await page.auth.renew();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(localStorage).toHaveLength(0);
    expect(await other.heard()).toEqual([]);
    other.close();
  });
});

it('what comes from outside is told in the zone: whoever hears of it may change what is shown', async () => {
  const { auth } = await signIn();
  let isInZone = false;
  jest.spyOn(TestBed.inject(NgZone), 'run').mockImplementation((task) => {
    isInZone = true;
    const result = task();
    isInZone = false;
    return result;
  });
  const heard: boolean[] = [];
  auth.state$.pipe(skip(1)).subscribe(() => heard.push(isInZone));
  auth.events$.subscribe(() => heard.push(isInZone));
  await say(null);

  expect(heard).toEqual([true, true]);
});
