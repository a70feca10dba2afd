import { TestBed } from '@angular/core/testing';
import { withSilentRenewal, withStorage } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import type { Tab } from '../testing/fake-tab';
import { otherTab, without } from '../testing/other-tab';
import { outcomes, sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { overslept, sleep, wake } from '../testing/sleeping-device';
import { changeSession, sessionKeys } from '../testing/stored-records';
import { deniedStorage, TabStorage } from '../testing/tab-storage';
import { signedIn } from './session-input';
import { SessionMachine } from './session-machine';

const server = await fakeAuthorizationServer();
const CHANNEL = `ngx-implicit-auth ${server.issuer} timesheets-spa sign-out`;
const MARK = `ngx-implicit-auth ${server.issuer} timesheets-spa signed-out`;
const SESSION = `ngx-implicit-auth ${server.issuer} timesheets-spa session`;
const RENEWED = { features: [withSilentRenewal()] };
let tab: Tab;
let frames: RenewalFrames;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
});

/** Has another page of the app say something; resolves once every page has heard it. */
async function say(data: unknown): Promise<void> {
  const other = otherTab(CHANNEL);
  await other.say(data);
  other.close();
}

const signOutElsewhere = () => {
  localStorage.setItem(MARK, String(Date.now() + 1));
};
const comeBackFromCache = () => dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

describe('where there are no channels', () => {
  it.each(['storage', 'focus', 'visibilitychange', 'online', 'pageshow'])(
    'A15 a sign-out elsewhere ends the session here on %s',
    async (type) => {
      await without('BroadcastChannel', async () => {
        const page = await tab.signIn();
        signOutElsewhere();
        wake(type);

        expect(page.auth.state()).toEqual({ status: 'signed-out' });
        expect(page.events.at(-1)).toEqual({ type: 'signed-out', reason: 'other-tab' });
      });
    },
  );

  it('R56 the server ends the session here', async () => {
    await without('BroadcastChannel', async () => {
      const page = await tab.signIn({ answer: { claims: { sid: 'session-7' } } });
      TestBed.inject(SessionMachine).endSession('session-7', 'front-channel', true);

      expect(page.auth.state()).toEqual({ status: 'signed-out' });
    });
  });

  it('A15 a sign-out elsewhere ends the session before anything else happens here', async () => {
    await without('BroadcastChannel', async () => {
      const page = await tab.signIn();
      signOutElsewhere();
      await page.auth.login();

      expect(page.auth.state()).toEqual({ status: 'redirecting', session: null });
    });
  });
});

describe('a sign-out that is heard of', () => {
  it.each([[null], ['session-7']])('A15 R56 as %j is not said once more', async (sid) => {
    await tab.signIn({ answer: { claims: { sid: 'session-7' } } });
    const other = otherTab(CHANNEL);
    await other.say(sid);

    expect(await other.heard()).toEqual([]);
    other.close();
  });

  it('A22 after the deadline is no second end of the session', async () => {
    const page = await tab.signIn();
    sleep(600_000);
    await say(null);
    wake('focus');

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(page.events.filter(({ type }) => type === 'session-expired' || type === 'signed-out')).toHaveLength(1);
  });
});

it('A15 a session that begins after a sign-out elsewhere goes on, also on the next page', async () => {
  const session = sessionIn(await tab.signIn());
  tab.storage.clear();
  const page = tab.open();
  signOutElsewhere();
  TestBed.inject(SessionMachine).send(signedIn(session));

  expect(sessionIn(page)).toEqual(session);
  expect(tab.open().auth.isAuthenticated()).toBe(true);
});

it('A15 A28 a session that had ended elsewhere stays so, although the browser denied the look for it once', async () => {
  await tab.signIn();
  signOutElsewhere();
  jest.spyOn(globalThis, 'localStorage', 'get').mockImplementationOnce(deniedStorage);

  expect(tab.open().auth.state()).toEqual({ status: 'signed-out' });
  expect(sessionKeys(tab)).toEqual([]);
});

it('a page that comes back from the cache tells that its session has ended meanwhile', async () => {
  const page = await tab.signIn();
  tab.storage.clear();
  comeBackFromCache();

  expect(page.auth.state()).toEqual({ status: 'signed-out' });
  expect(page.events.at(-1)).toEqual({ type: 'session-expired' });
});

describe('a change of localStorage', () => {
  it('A22 is no reason to renew the session', async () => {
    const { auth } = await tab.signIn(RENEWED);
    sleep(545_000);
    wake('storage');
    jest.advanceTimersByTime(0);
    const before = auth.state().status;
    wake('focus');
    jest.advanceTimersByTime(0);

    expect([before, auth.state().status]).toEqual(['signed-in', 'renewing']);
  });

  it('A22 shows that the session is over', async () => {
    const { auth } = await tab.signIn();
    sleep(600_000);
    wake('storage');

    expect(auth.state()).toEqual({ status: 'signed-out' });
  });
});

describe('a sign-out that is heard of where localStorage is denied', () => {
  beforeEach(() => {
    jest.spyOn(globalThis, 'localStorage', 'get').mockImplementation(deniedStorage);
  });

  it('A15 A28 has ended a session that the back/forward cache brings back', async () => {
    const page = await tab.signIn();
    const record = tab.storage.getItem(SESSION)!;
    await say(null);
    tab.storage.setItem(SESSION, record);
    comeBackFromCache();

    expect(page.auth.state()).toEqual({ status: 'signed-out' });
  });

  it.each([
    ['session-7', 'signed-out'],
    ['session-8', 'signed-in'],
  ])('R56 A28 of the session-7 leaves whoever is being signed in to %s %s', async (sid, status) => {
    await tab.open().auth.login();
    const page = tab.open(await server.answer(tab.redirect, { claims: { sid } }));
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    TestBed.inject(SessionMachine).addUserInfo = async (session) => heard.then(() => session);
    await say('session-7');
    goOn();
    await page.auth.ready;

    expect(page.auth.state().status).toBe(status);
  });
});

describe('a session of the version before, which did not count sign-outs,', () => {
  it.each([
    ['has ended with a sign-out at its time', 0, 'signed-out'],
    ['goes on after a sign-out before it', -1, 'signed-in'],
  ])('A15 %s', async (_, later, status) => {
    const { receivedAt } = sessionIn(await tab.signIn());
    changeSession(tab, ({ signOuts, ...session }) => ({ ...session, other: signOuts }));
    localStorage.setItem(MARK, String(receivedAt + later));

    expect(tab.open().auth.state().status).toBe(status);
  });
});

describe('where the tabs share a storage, and another person has signed in in another tab,', () => {
  let shared: TabStorage;
  const ofBob = () => shared.getItem(SESSION);

  const signIn = async () => {
    shared = new TabStorage();
    const features = [withSilentRenewal(), withStorage(() => shared)];
    const page = await tab.signIn({ features });
    const session = JSON.parse(ofBob()!) as object;
    shared.setItem(SESSION, JSON.stringify({ ...session, id: 'of bob', expiresAt: Date.now() + 3_600_000 }));
    return page;
  };

  it('A22 the deadline of the session here leaves the other one stored', async () => {
    const page = await signIn();
    const before = ofBob();
    frames.waiting();
    sleep(600_000);
    page.auth.snapshot();

    expect(page.auth.accessToken()).toBeNull();
    expect(ofBob()).toBe(before);
  });

  it('R51 a renewal here leaves the other one stored', async () => {
    const page = await signIn();
    const before = ofBob();
    await page.auth.renew();

    expect(outcomes(page)).toEqual(['renewed']);
    expect(ofBob()).toBe(before);
  });

  it('R54 a sign-out here ends the other one as well', async () => {
    const page = await signIn();
    await page.auth.logout({ scope: 'local' });

    expect(ofBob()).toBeNull();
  });

  it('a sign-in here takes the place of the other one', async () => {
    const page = await signIn();
    await page.auth.login();
    const features = [withStorage(() => shared)];
    const next = tab.open(await server.answer(tab.redirect), { features });
    await next.auth.ready;

    expect(JSON.parse(ofBob()!)).toMatchObject({ id: sessionIn(next).id });
  });
});

describe('logout()', () => {
  it('R53 tells the server of a session that is renewed beyond its deadline, with its id_token', async () => {
    frames.waiting();
    const page = await overslept(tab, RENEWED);
    const before = JSON.parse(tab.storage.getItem(SESSION)!) as { idToken: string };
    wake('focus');
    wake('visibilitychange');
    const during = page.auth.state();
    await page.auth.logout();

    expect(during).toMatchObject({ status: 'renewing', session: { idToken: null } });
    expect(new URL(tab.redirect).searchParams.get('id_token_hint')).toBe(before.idToken);
  });

  it('R54 once more tells the server nothing', async () => {
    const { auth } = await tab.signIn();
    await auth.logout({ scope: 'local' });
    const before = tab.redirects.length;
    await auth.logout();

    expect(tab.redirects).toHaveLength(before);
  });

  it('R54 tells the server nothing of a session that had ended when a sign-in failed', async () => {
    const { auth } = await tab.signIn();
    const before = tab.redirects.length;
    tab.platform.fetch = () => {
      sleep(600_000);
      auth.snapshot();
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    await auth.login().catch(() => {});
    tab.platform.fetch = server.fetch;
    const failed = auth.state().status;
    await auth.logout();

    expect(failed).toBe('failed');
    expect(tab.redirects).toHaveLength(before);
  });
});

it('A22 where the tabs share a storage, a deadline leaves the session stored as another tab has renewed it', async () => {
  const shared = new TabStorage();
  const page = await tab.signIn({ features: [withStorage(() => shared)] });
  const session = JSON.parse(shared.getItem(SESSION)!) as { receivedAt: number };
  const receivedAt = session.receivedAt + 540_000;
  const renewed = JSON.stringify({ ...session, receivedAt, expiresAt: receivedAt + 600_000 });
  shared.setItem(SESSION, renewed);
  sleep(600_000);
  page.auth.snapshot();

  expect(page.auth.state()).toEqual({ status: 'signed-out' });
  expect(shared.getItem(SESSION)).toBe(renewed);
});

it('A15 R56 a session that another tab has ended is not taken over from a third', async () => {
  const session = sessionIn(await tab.signIn({ answer: { claims: { sid: 'session-7' } } }));
  const machine = TestBed.inject(SessionMachine);
  const sealed = machine.sealed(session);
  const before = machine.received(sealed);
  await say('session-7');

  expect(before).toEqual(session);
  expect(machine.received(sealed)).toBeNull();
  expect(sessionKeys(tab)).toEqual([]);
});
