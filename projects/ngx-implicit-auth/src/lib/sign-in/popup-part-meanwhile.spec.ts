import { TestBed } from '@angular/core/testing';
import type { Fetch } from '../protocol/fetch-json';
import { signedIn } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { storageKey } from '../settings/auth-settings';
import { BOB } from '../testing/another-person';
import { ALICE, fakeAuthorizationServer } from '../testing/fake-authorization-server';
import { configFor, type Tab } from '../testing/fake-tab';
import { hidden } from '../testing/hidden-page';
import { comesTo } from '../testing/opened-popup';
import { otherTab } from '../testing/other-tab';
import { sessionIn } from '../testing/page-state';
import { channelOf, outcomeOf, POPUP, popupSignIns, popupTabForEach, typesOf, usePage } from '../testing/popup-sign-in';
import { BOTH, REPORTS } from '../testing/reports';

const server = await fakeAuthorizationServer();
let tab: Tab;
popupTabForEach(server, (fresh) => (tab = fresh));
const { begun, beginning, answer } = popupSignIns(server, () => tab);
const SIGN_OUT = storageKey(configFor(server), 'sign-out');

describe('a popup that is closed', () => {
  it.each(['focus', 'visibilitychange', 'pointerdown'])(
    'is told of a second after the page is used again (%s), and changes nothing',
    async (type) => {
      const { page, popup, outcome } = await beginning();
      popup.close();
      jest.advanceTimersByTime(60_000);
      usePage(type);
      jest.advanceTimersByTime(1_000);

      expect(await outcome).toBe('popup_closed');
      expect(page.auth.state().status).toBe('signed-out');
      expect(typesOf(page)).toEqual(['sign-in-started']);
    },
  );

  it('is not told of while the page is hidden, as by the popup itself where that is a tab', async () => {
    const { popup, outcome } = await beginning();
    hidden(true);
    dispatchEvent(new Event('visibilitychange'));
    popup.cutOff();
    jest.advanceTimersByTime(2_000);
    const channel = channelOf(popup.url);
    await channel.say(await server.answer(popup.url));

    expect(await outcome).toBe('signed in');
    channel.close();
  });

  it('is told of when the page has the focus before the browser says that it is closed', async () => {
    const { popup, outcome } = await beginning();
    dispatchEvent(new Event('focus'));
    popup.close();
    jest.advanceTimersByTime(1_200);

    expect(await outcome).toBe('popup_closed');
  });

  it('is told of when the request was not even ready', async () => {
    const page = tab.open();
    let goOn: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      tab.platform.fetch = async (...request) => {
        resolve();
        await new Promise<void>((isLetGo) => (goOn = isLetGo));
        tab.platform.fetch = server.fetch;
        return server.fetch(...request);
      };
    });
    const outcome = outcomeOf(page.auth.login(POPUP));
    await asked;
    tab.popups[0]!.close();
    dispatchEvent(new Event('focus'));
    goOn();
    await tab.popups[0]!.sent;
    jest.advanceTimersByTime(1_000);

    expect(await outcome).toBe('popup_closed');
  });

  it('leaves an earlier session as it was', async () => {
    const page = await tab.signIn();
    const before = sessionIn(page);
    const { popup, outcome } = await begun(page);
    popup.close();
    usePage();
    jest.advanceTimersByTime(1_000);

    expect(await outcome).toBe('popup_closed');
    expect(sessionIn(page)).toEqual(before);
  });
});

describe('what happens while a popup is open', () => {
  it('another popup takes its place', async () => {
    const first = await beginning();
    const second = await begun(first.page);

    expect(await first.outcome).toBe('popup_superseded');
    expect([first.popup.isOpen, second.popup.isOpen]).toEqual([false, true]);
    expect(typesOf(first.page)).not.toContain('sign-in-failed');
    expect(await answer(second)).toBe('signed in');
  });

  it.each<[string, Fetch]>([
    ['is answered', server.fetch],
    ['fails', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('another popup takes its place before its request is made, which then %s', async (_, then) => {
    const page = tab.open();
    let goOn: () => void = () => {};
    const isLetGo = new Promise<void>((resolve) => (goOn = resolve));
    const isAsked = new Promise<void>((resolve) => {
      tab.platform.fetch = async (...request) => {
        resolve();
        await isLetGo;
        return then(...request);
      };
    });
    const first = outcomeOf(page.auth.login(POPUP));
    await isAsked;
    tab.platform.fetch = server.fetch;
    const second = await begun(page);
    goOn();

    expect(await first).toBe('popup_superseded');
    expect(typesOf(page)).not.toContain('sign-in-failed');
    expect(await answer(second)).toBe('signed in');
  });

  it('a redirect takes its place', async () => {
    const { page, popup, outcome } = await beginning();
    await page.auth.login();

    expect(await outcome).toBe('popup_superseded');
    expect([popup.isOpen, page.auth.state().status]).toEqual([false, 'redirecting']);
    expect(tab.redirects).toHaveLength(1);
  });

  it('R54 a sign-out here takes its place, even while the answer is being verified', async () => {
    const page = await tab.signIn();
    const { popup, outcome } = await begun(page);
    page.auth.events$.subscribe(({ type }) => {
      if (type === 'response-captured') void page.auth.logout({ scope: 'local' });
    });
    comesTo(popup, await server.answer(popup.url));

    expect(await outcome).toBe('popup_superseded');
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    expect(tab.storage.dump()).not.toContain('access-token');
  });

  it('A15 a sign-out in another tab does not keep anybody from signing in after it', async () => {
    const page = await tab.signIn();
    const signIn = await begun(page);
    const other = otherTab(SIGN_OUT);
    await other.say(null);
    expect(page.auth.state().status).toBe('signed-out');

    expect(await answer(signIn)).toBe('signed in');
    other.close();
  });

  it('A15 a sign-out in another tab ends what was for the session that it has ended', async () => {
    const page = await tab.signIn({ config: BOTH });
    const signIn = await begun(page, (options) => page.auth.requestAccess(REPORTS, options));
    const other = otherTab(SIGN_OUT);
    await other.say(null);

    expect(await answer(signIn)).toBe('popup_superseded');
    expect(page.auth.state()).toEqual({ status: 'signed-out' });
    other.close();
  });

  it('R51 a sign-in in another tab lasts until somebody has signed in here', async () => {
    const page = await tab.signIn();
    const signIn = await begun(page);
    const { claims, ...session } = sessionIn(page);
    const ofBob = { ...session, id: 'of-bob', claims: { ...claims!, ...BOB } };
    TestBed.inject(SessionMachine).send(signedIn(ofBob, { type: 'session-received' }));
    expect(page.auth.claims()).toMatchObject(BOB);

    expect(await answer(signIn)).toBe('signed in');
    expect(page.auth.claims()).toMatchObject(ALICE);
  });

  it('the app ends', async () => {
    const { popup, outcome } = await beginning();
    TestBed.resetTestingModule();

    expect(await outcome).toBe('popup_superseded');
    expect(popup.isOpen).toBe(false);
  });

  it('the page is left', async () => {
    const { popup, outcome } = await beginning();
    dispatchEvent(new Event('pagehide'));

    expect(await outcome).toBe('popup_superseded');
    expect(popup.isOpen).toBe(false);
  });
});
