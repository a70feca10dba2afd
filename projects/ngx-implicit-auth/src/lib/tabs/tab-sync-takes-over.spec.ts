import { TestBed } from '@angular/core/testing';
import { SessionMachine } from '../session/session-machine';
import { fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { APP, type Page, type Tab } from '../testing/fake-tab';
import { otherTab, type OtherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import type { RenewalFrames } from '../testing/renewal-frames';
import { renewingTabForEach } from '../testing/renewing-tab';
import { channelOf, renewedElsewhere, sessionElsewhere, SYNCED } from '../testing/synced-tabs';
import type { Session } from '../session/auth-state';

const server = await fakeAuthorizationServer();
let tab: Tab;
let frames: RenewalFrames;
let other: OtherTab;

renewingTabForEach(server, (fresh) => {
  ({ tab, frames } = fresh);
  other = otherTab(channelOf(server));
});

afterEach(() => {
  other.close();
});

const types = ({ events }: Page) => events.map(({ type }) => type);

describe('a tab takes over', () => {
  it('A21 the sign-in of another, and keeps it', async () => {
    const received = await sessionElsewhere(server);
    const page = tab.open(APP, SYNCED);
    await other.say(received);

    expect(page.auth.state()).toEqual({ status: 'signed-in', session: received });
    expect(types(page)).toEqual(['session-received']);
    expect(sessionIn(tab.open())).toEqual(received);
  });

  it('A21 the renewal of another', async () => {
    const page = await tab.signIn(SYNCED);
    await other.say(renewedElsewhere(sessionIn(page)));

    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
    expect(frames.urls).toEqual([]);
  });

  it('A21 A22 a session in place of one that had ended before the page was opened', async () => {
    const before = sessionIn(await tab.signIn(SYNCED));
    jest.setSystemTime(Date.now() + 700_000);
    frames.waiting();
    const page = tab.open(APP, SYNCED);
    const during = page.auth.state();
    await other.say(renewedElsewhere(before));

    expect(during).toEqual({ status: 'renewing', session: null });
    expect(page.auth.accessToken()).toBe('renewed-elsewhere');
  });

  it('A21 the access tokens of APIs together with the session, once', async () => {
    const session = await sessionElsewhere(server);
    const token = { accessToken: 'a', scope: '', receivedAt: Date.now(), expiresAt: Date.now() + 1_000 };
    const received = { ...session, accessTokens: { reports: token } };
    const page = tab.open(APP, SYNCED);
    await other.say(received);
    await other.say(received);

    expect(sessionIn(page)).toEqual(received);
    expect(types(page)).toEqual(['session-received']);
  });

  it('a session after a sign-in here that failed', async () => {
    const received = await sessionElsewhere(server);
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
    ['what has not the form of a session', (before) => renewedElsewhere(before, { scope: undefined })],
    ['claims that no id_token vouches for', (before) => renewedElsewhere(before, { idToken: null })],
    ['a session that has expired', (before) => renewedElsewhere(before, { expiresAt: Date.now() })],
    ['a session older than its own', (before) => renewedElsewhere(before, { receivedAt: before.receivedAt - 1 })],
    ['a session as old as its own', (before) => renewedElsewhere(before, { receivedAt: before.receivedAt })],
    ['a session of somebody else', (before) => renewedElsewhere(before, { claims: { ...before.claims!, sub: 'bob' } })],
    ['a session of nobody knows whom', (before) => renewedElsewhere(before, { claims: null, idToken: null })],
  ])('A28 R51 %s', async (_, messageAfter) => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    await other.say(messageAfter(before));

    expect(page.auth.state()).toEqual({ status: 'signed-in', session: before });
    expect(types(page)).not.toContain('session-received');
  });

  it('R54 what was received before a sign-out here, not what came after it', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    jest.advanceTimersByTime(1_000);
    await page.auth.logout({ scope: 'local' });
    await other.say(renewedElsewhere(before, { receivedAt: Date.now() }));
    const afterOlder = page.auth.state().status;
    await other.say(renewedElsewhere(before, { receivedAt: Date.now() + 1 }));

    expect([afterOlder, page.auth.state().status]).toEqual(['signed-out', 'signed-in']);
  });

  it('any session while it leaves for the server', async () => {
    const received = await sessionElsewhere(server);
    const page = tab.open(APP, SYNCED);
    await page.auth.login();
    await other.say(received);

    expect(page.auth.state()).toEqual({ status: 'redirecting', session: null });
  });

  it('any session while it leaves for the server with one of its own', async () => {
    const page = await tab.signIn(SYNCED);
    const before = sessionIn(page);
    await page.auth.login();
    await other.say(renewedElsewhere(before));

    expect(page.auth.state()).toEqual({ status: 'redirecting', session: before });
  });

  it('any session while a response is completed', async () => {
    const received = await sessionElsewhere(server);
    await tab.open().auth.login();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    const page = tab.open(await server.answer(tab.redirect), SYNCED);
    TestBed.inject(SessionMachine).addUserInfo = async (completed) => heard.then(() => completed);
    await other.say(renewedElsewhere(received));
    const during = page.auth.state();
    goOn();
    await page.auth.ready;

    expect(during).toEqual({ status: 'completing' });
    expect(page.auth.accessToken()).not.toBe('renewed-elsewhere');
  });

  it('any session in the frame of a renewal', async () => {
    const received = await sessionElsewhere(server);
    const page = await inFrame(async () => {
      const opened = tab.open(APP, SYNCED);
      await other.say(received);
      return opened;
    });

    expect(page.auth.state()).toEqual({ status: 'starting' });
    expect(await other.heard()).toEqual([]);
  });
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
