import { PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { authGuard, withSilentRenewal, withSilentSignIn, withTabSync } from 'ngx-implicit-auth';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { FAKE_CLOCK } from '../testing/fake-clock';
import { fakeLocks } from '../testing/fake-locks';
import { APP, fakeTab, type Page, type Tab } from '../testing/fake-tab';
import { otherTab, without, type OtherTab } from '../testing/other-tab';
import { renewalFrames, type RenewalFrames } from '../testing/renewal-frames';
import { sessionOf, type Session } from '../session/auth-state';
import { ADD_USER_INFO, type AddUserInfo } from '../authorization/user-info';

const server = await fakeAuthorizationServer();
const CHANNEL = `ngx-implicit-auth ${server.issuer} timesheets-spa session`;
const LOCK = `ngx-implicit-auth ${server.issuer} timesheets-spa renewal`;
const SYNCED = { features: [withSilentRenewal(), withTabSync()] };
let tab: Tab;
let frames: RenewalFrames;
let other: OtherTab;

beforeEach(() => {
  jest.useFakeTimers(FAKE_CLOCK);
  localStorage.clear();
  tab = fakeTab(server);
  frames = renewalFrames(tab, server);
  other = otherTab(CHANNEL);
});

afterEach(() => {
  other.close();
  jest.useRealTimers();
});

/** Resolves once every promise that was settled has told whoever awaits it. */
const promisesTold = () => new Promise((resolve) => setImmediate(resolve));
const session = ({ auth }: Page): Session => sessionOf(auth.snapshot())!;
const types = ({ events }: Page) => events.map(({ type }) => type);
/** What another tab has, of whom nothing is known here. */
const fromElsewhere = async (): Promise<Session> => session(await fakeTab(server).signIn());
const newer = (before: Session, changes: Partial<Session> = {}): Session => ({
  ...before,
  accessToken: 'renewed-elsewhere',
  receivedAt: Date.now() + 1,
  expiresAt: Date.now() + 600_000,
  ...changes,
});

describe('a tab tells the others', () => {
  it('of a sign-in and of a renewal, once each', async () => {
    const page = await tab.signIn(SYNCED);
    const signedIn = session(page);
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    frames.refusing({ error: 'login_required' });
    await page.auth.renew();

    expect(await other.heard()).toEqual([null, signedIn, session(page)]);
  });

  it('nothing of what it has from them', async () => {
    const received = await fromElsewhere();
    const page = tab.open(APP, SYNCED);
    await other.say(received);

    expect(session(page)).toEqual(received);
    expect(await other.heard()).toEqual([null]);
  });

  it('A19 nothing with share: sign-out, and takes nothing over', async () => {
    const features = [withSilentRenewal(), withTabSync({ share: 'sign-out' })];
    const page = await tab.signIn({ features });
    const before = session(page);
    await other.say(newer(before));

    expect(await other.heard()).toEqual([]);
    expect(session(page)).toEqual(before);
  });

  it('that it has nobody, by a question, when it starts with nobody signed in', async () => {
    tab.open(APP, SYNCED);

    expect(await other.heard()).toEqual([null]);
  });

  it('nothing of the kind when it starts at the callback or with a session, or somebody signs out', async () => {
    await tab.open().auth.login();
    const callback = tab.open(await server.answer(tab.redirect), SYNCED);
    await callback.auth.ready;
    const restored = tab.open(APP, SYNCED);
    await restored.auth.logout({ scope: 'local' });

    expect(await other.heard()).not.toContain(null);
    expect(restored.auth.state()).toEqual({ status: 'signed-out' });
  });

  it('who is signed in, when they ask', async () => {
    const page = await tab.signIn(SYNCED);
    await other.say(null);

    expect(await other.heard()).toEqual([null, session(page), session(page)]);
  });

  it('who is signed in, while the session is renewed as well', async () => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    frames.waiting();
    void page.auth.renew();
    await other.say(null);

    expect(await other.heard()).toEqual([null, before, before]);
  });

  it('no answer while nobody is signed in', async () => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    await page.auth.logout({ scope: 'local' });
    await other.say(null);

    expect(await other.heard()).toEqual([null, before]);
  });
});

describe('a tab takes over', () => {
  it('A21 the sign-in of another, and keeps it', async () => {
    const received = await fromElsewhere();
    const page = tab.open(APP, SYNCED);
    await other.say(received);

    expect(page.auth.state()).toEqual({ status: 'signed-in', session: received });
    expect(types(page)).toEqual(['session-received']);
    expect(session(tab.open())).toEqual(received);
  });

  it('A21 the renewal of another', async () => {
    const page = await tab.signIn(SYNCED);
    await other.say(newer(session(page)));

    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
    expect(frames.urls).toEqual([]);
  });

  it('A21 A22 a session in place of one that had ended before the page was opened', async () => {
    const before = session(await tab.signIn(SYNCED));
    jest.setSystemTime(Date.now() + 700_000);
    frames.waiting();
    const page = tab.open(APP, SYNCED);
    const during = page.auth.state();
    await other.say(newer(before));

    expect(during).toEqual({ status: 'renewing', session: null });
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
  });

  it('a session after a sign-in here that failed', async () => {
    const received = await fromElsewhere();
    await tab.open().auth.login();
    const page = tab.open(server.refuse(tab.redirect), SYNCED);
    await page.auth.ready;
    const failed = page.auth.state().status;
    await other.say(received);

    expect([failed, page.auth.state().status]).toEqual(['failed', 'signed-in']);
  });
});

describe('a tab refuses', () => {
  it.each<[string, (session: Session) => Session]>([
    ['what has not the form of a session', (before) => newer(before, { scope: undefined })],
    ['claims that no id_token vouches for', (before) => newer(before, { idToken: null })],
    ['a session that has expired', (before) => newer(before, { expiresAt: Date.now() })],
    ['a session older than its own', (before) => newer(before, { receivedAt: before.receivedAt - 1 })],
    ['a session as old as its own', (before) => newer(before, { receivedAt: before.receivedAt })],
    ['a session of somebody else', (before) => newer(before, { claims: { ...before.claims!, sub: 'bob' } })],
    ['a session of nobody knows whom', (before) => newer(before, { claims: null, idToken: null })],
  ])('A28 R51 %s', async (_, messageAfter) => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    await other.say(messageAfter(before));

    expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
    expect(types(page)).not.toContain('session-received');
  });

  it('R54 what was received before a sign-out here, not what came after it', async () => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    jest.advanceTimersByTime(1_000);
    await page.auth.logout({ scope: 'local' });
    await other.say(newer(before, { receivedAt: Date.now() }));
    const afterOlder = page.auth.state().status;
    await other.say(newer(before, { receivedAt: Date.now() + 1 }));

    expect([afterOlder, page.auth.state().status]).toEqual(['signed-out', 'signed-in']);
  });

  it('any session while it leaves for the server', async () => {
    const received = await fromElsewhere();
    const page = tab.open(APP, SYNCED);
    await page.auth.login();
    await other.say(received);

    expect(page.auth.state()).toEqual({ status: 'redirecting' });
  });

  it('any session while a response is completed', async () => {
    const received = await fromElsewhere();
    await tab.open().auth.login();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    const addUserInfo: AddUserInfo = async (_, completed) => heard.then(() => completed);
    const page = tab.open(await server.answer(tab.redirect), {
      ...SYNCED,
      providers: [{ provide: ADD_USER_INFO, useValue: addUserInfo }],
    });
    await other.say(newer(received));
    const during = page.auth.state();
    goOn();
    await page.auth.ready;

    expect(during).toEqual({ status: 'completing' });
    expect(page.auth.accessToken()).not.toBe('renewed-elsewhere');
  });

  it('any session in the frame of a renewal', async () => {
    const received = await fromElsewhere();
    const page = await inFrame(async () => {
      const opened = tab.open(APP, SYNCED);
      await other.say(received);
      return opened;
    });

    expect(page.auth.state()).toEqual({ status: 'starting' });
    expect(await other.heard()).toEqual([]);
  });
});

describe('a guard in a tab that has just started', () => {
  it('A21 waits for the answer of the others, and leaves for nowhere', async () => {
    const received = await fromElsewhere();
    const leftBefore = tab.redirects.length;
    tab.open(APP, SYNCED);
    const guard = TestBed.runInInjectionContext(authGuard);
    await other.say(received);

    await expect(guard).resolves.toBe(true);
    expect(tab.redirects).toHaveLength(leftBefore);
  });

  it('A21 R52 waits for 250 ms and no longer', async () => {
    const { auth } = tab.open(APP, SYNCED);
    void TestBed.runInInjectionContext(authGuard);
    jest.advanceTimersByTime(249);
    await promisesTold();
    const before = auth.state().status;
    jest.advanceTimersByTime(1);
    await promisesTold();

    expect([before, auth.state().status]).toEqual(['signed-out', 'redirecting']);
  });

  it('A21 waits for nobody where there are no channels', async () => {
    await without('BroadcastChannel', async () => {
      const { auth } = tab.open(APP, SYNCED);
      void TestBed.runInInjectionContext(authGuard);

      expect(auth.state().status).toBe('redirecting');
    });
  });
});

describe('a renewal', () => {
  beforeEach(() => {
    Object.defineProperty(navigator, 'locks', { value: fakeLocks(), configurable: true });
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks');
  });

  /** What another tab does under a lock: holds it until the returned function is called. */
  const holding = (name = LOCK, mode: LockMode = 'exclusive') =>
    new Promise<() => void>((held) => {
      void navigator.locks.request(name, { mode }, () => new Promise<void>(held));
    });
  const locksIn = async (list: 'held' | 'pending') => {
    const locks = await navigator.locks.query();
    return locks[list]?.map(({ name, mode }) => `${mode} ${name}`);
  };

  it.each(['session', 'sign-out'] as const)('A21 waits for its turn with share: %s', async (share) => {
    const page = await tab.signIn({ features: [withSilentRenewal(), withTabSync({ share })] });
    const release = await holding();
    const renewal = page.auth.renew();
    const inLine = await locksIn('pending');
    release();

    expect(inLine).toEqual([`exclusive ${LOCK}`]);
    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 is not made by a tab that has the result of another’s when its turn comes', async () => {
    const page = await tab.signIn(SYNCED);
    const release = await holding();
    const renewal = page.auth.renew();
    await other.say(newer(session(page)));
    release();

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
  });

  it('A21 R54 is not made, and nobody asked for it, after a sign-out while the tab was in line', async () => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    const release = await holding();
    const renewal = page.auth.renew();
    await holding(`${LOCK} ${before.receivedAt + 1}`, 'shared');
    await page.auth.logout({ scope: 'local' });
    release();

    await expect(renewal).resolves.toMatchObject({ status: 'interaction-required' });
    expect(frames.urls).toEqual([]);
    expect(await other.heard()).toEqual([null, before]);
  });

  it('A21 is made by a tab whose predecessor has failed, without a question to the others', async () => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    const release = await holding();
    const renewal = page.auth.renew();
    release();
    await renewal;

    expect(frames.urls).toHaveLength(1);
    expect(await other.heard()).toEqual([null, before]);
  });

  it('A21 is told by a lock for 5 s, to whoever has not heard of it', async () => {
    const page = await tab.signIn(SYNCED);
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    const marked = await locksIn('held');
    jest.advanceTimersByTime(4_999);
    await promisesTold();
    const later = await locksIn('held');
    jest.advanceTimersByTime(1);
    await promisesTold();

    expect(marked).toEqual([`shared ${LOCK} ${session(page).receivedAt}`]);
    expect(later).toEqual(marked);
    expect(await locksIn('held')).toEqual([]);
  });

  it('A21 that nothing came of is told by no lock', async () => {
    const page = await tab.signIn(SYNCED);
    frames.failing('server_unreachable');
    await page.auth.renew();
    await promisesTold();

    expect(await locksIn('held')).toEqual([]);
  });

  it('A21 that a lock tells of is waited for', async () => {
    const page = await tab.signIn(SYNCED);
    const received = newer(session(page), { receivedAt: Date.now() + 1 });
    await holding(`${LOCK} ${received.receivedAt}`, 'shared');
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(4_999);
    await other.say(received);

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
  });

  it('A21 R52 that a lock tells of is waited for no longer than 5 s', async () => {
    const page = await tab.signIn(SYNCED);
    await holding(`${LOCK} ${Date.now() + 1}`, 'shared');
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(5_000);

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 that a lock tells of is not waited for when it is this tab’s own', async () => {
    const page = await tab.signIn(SYNCED);
    jest.advanceTimersByTime(1);
    await page.auth.renew();
    await page.auth.renew();

    expect(frames.urls).toHaveLength(2);
  });

  it('A21 that would sign somebody in takes over what comes while it is in line', async () => {
    const received = await fromElsewhere();
    const release = await holding();
    const page = tab.open(APP, { features: [withTabSync(), withSilentRenewal(), withSilentSignIn()] });
    jest.advanceTimersByTime(250);
    await promisesTold();
    const inLine = await locksIn('pending');
    const asked = page.auth.renew();
    await other.say(received);
    release();
    await asked;

    expect(inLine).toHaveLength(1);
    expect(await other.heard()).toEqual([null]);
    expect(page.auth.session()).toEqual(received);
    expect(frames.urls).toEqual([]);
  });

  it('A22 past the deadline has the other tabs asked first', async () => {
    const page = await tab.signIn(SYNCED);
    const before = session(page);
    jest.setSystemTime(Date.now() + 700_000);
    page.auth.snapshot();
    const renewal = page.auth.renew();
    await promisesTold();
    const asked = await other.heard();
    await other.say(newer(before));

    expect(asked.at(-1)).toBeNull();
    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toEqual([]);
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
  });

  it('A22 R52 past the deadline waits for the other tabs 250 ms and no longer', async () => {
    const page = await tab.signIn(SYNCED);
    jest.setSystemTime(Date.now() + 700_000);
    page.auth.snapshot();
    const renewal = page.auth.renew();
    await promisesTold();
    jest.advanceTimersByTime(250);

    await expect(renewal).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 is made by each tab for itself where there are no locks', async () => {
    Reflect.deleteProperty(navigator, 'locks');
    const page = await tab.signIn(SYNCED);

    await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
    expect(frames.urls).toHaveLength(1);
  });

  it('A21 A22 is made without a question where there are no channels', async () => {
    await without('BroadcastChannel', async () => {
      const page = await tab.signIn(SYNCED);
      jest.setSystemTime(Date.now() + 700_000);
      page.auth.snapshot();

      await expect(page.auth.renew()).resolves.toEqual({ status: 'renewed' });
      expect(frames.urls).toHaveLength(1);
    });
  });

  it('leaves the line when the app is destroyed', async () => {
    const page = await tab.signIn(SYNCED);
    await holding();
    void page.auth.renew();
    TestBed.resetTestingModule();
    await promisesTold();

    expect(await locksIn('pending')).toEqual([]);
    expect(frames.urls).toEqual([]);
  });

  it('is told by no lock any more when the app is destroyed', async () => {
    const page = await tab.signIn(SYNCED);
    await page.auth.renew();
    TestBed.resetTestingModule();
    await promisesTold();

    expect(await locksIn('held')).toEqual([]);
  });
});

describe('once the app is destroyed', () => {
  it('a tab hears and answers nothing', async () => {
    const before = session(await tab.signIn(SYNCED));
    TestBed.resetTestingModule();
    await other.say(null);

    expect(await other.heard()).toEqual([null, before]);
  });

  it('no timer waits for an answer', () => {
    tab.open(APP, SYNCED);
    const whileOpen = jest.getTimerCount();
    TestBed.resetTestingModule();

    expect([whileOpen, jest.getTimerCount()]).toEqual([1, 0]);
  });
});

it('on a server there is no channel', () => {
  const opened = jest.spyOn(globalThis, 'BroadcastChannel');
  tab.open(APP, { ...SYNCED, providers: [{ provide: PLATFORM_ID, useValue: 'server' }] });

  expect(opened).not.toHaveBeenCalled();
});

/** Runs the app in the frame that a renewal opens. */
async function inFrame<T>(use: () => Promise<T>): Promise<T> {
  const frame = document.createElement('iframe');
  frame.id = 'ngx-implicit-auth-renewal';
  const own = Object.getOwnPropertyDescriptor(globalThis, 'frameElement')!;
  Object.defineProperty(globalThis, 'frameElement', { value: frame, configurable: true });
  try {
    return await use();
  } finally {
    Object.defineProperty(globalThis, 'frameElement', own);
  }
}
