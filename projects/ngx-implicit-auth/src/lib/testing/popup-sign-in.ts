import type { LoginOptions } from 'ngx-implicit-auth';
import { asAuthError } from '../protocol/as-auth-error';
import type { AnswerChanges, FakeAuthorizationServer } from './fake-authorization-server';
import { FAKE_CLOCK } from './fake-clock';
import type { FakePopup } from './fake-popup';
import { APP, fakeTab, type Page, type PageOptions, type Tab } from './fake-tab';
import { comesTo, openedPopup } from './opened-popup';
import { otherTab, type OtherTab } from './other-tab';

/** The option of a sign-in in a popup. */
export const POPUP = { window: 'popup' } as const;
/** Where its answer comes to. */
export const STATIC_PAGE = `${APP}silent-renewal.html`;

/** A sign-in in a popup that has got as far as the server. */
interface PopupSignIn {
  readonly page: Page;
  readonly popup: FakePopup & { readonly url: string };
  /** Resolves with `signed in`, or with the code of the failure. */
  readonly outcome: Promise<string>;
}

/** What people do in the popups of a tab. */
export interface PopupSignIns {
  /** Begins a sign-in in a page, or whatever else opens a popup there. */
  begun(page: Page, begin?: (options: LoginOptions) => Promise<void>, options?: LoginOptions): Promise<PopupSignIn>;
  /** Opens the app, and begins a sign-in in it. */
  beginning(options?: PageOptions, login?: LoginOptions): Promise<PopupSignIn>;
  /** Has the server answer, and the page find it; resolves with the outcome. */
  answer(signIn: PopupSignIn, changes?: AnswerChanges): Promise<string>;
  refuse(signIn: PopupSignIn): Promise<string>;
}

/** Opens a fresh tab before each test of a spec. The clock goes on only when the test says so. */
export function popupTabForEach(server: FakeAuthorizationServer, begin: (fresh: Tab) => void): void {
  beforeEach(() => {
    jest.useFakeTimers(FAKE_CLOCK);
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    localStorage.clear();
    begin(fakeTab(server));
  });

  afterEach(() => {
    jest.useRealTimers();
  });
}

export function popupSignIns(server: FakeAuthorizationServer, tab: () => Tab): PopupSignIns {
  const begun: PopupSignIns['begun'] = async (page, begin = (login) => page.auth.login(login), options = {}) => {
    const at = tab().popups.length;
    const outcome = outcomeOf(begin({ ...POPUP, ...options }));
    return { page, outcome, popup: await openedPopup(tab(), at) };
  };
  return {
    begun,
    beginning: (options, login) => begun(tab().open(APP, options), undefined, login),
    answer: async ({ popup, outcome }, changes) => {
      comesTo(popup, await server.answer(popup.url, changes));
      return outcome;
    },
    refuse: ({ popup, outcome }) => {
      comesTo(popup, server.refuse(popup.url));
      return outcome;
    },
  };
}

/** How a call of `login()` ends: `signed in`, or the code of the failure. */
export function outcomeOf(login: Promise<void>): Promise<string> {
  return login.then(
    () => 'signed in',
    (error: unknown) => asAuthError(error).code,
  );
}

/** The channel on which the static page answers a request. */
export function channelOf(url: string): OtherTab {
  return otherTab(`ngx-implicit-auth popup ${new URL(url).searchParams.get('state') ?? ''}`);
}

/** The types of the events that a page has told. */
export function typesOf({ events }: Page): readonly string[] {
  return events.map(({ type }) => type);
}

/** The person uses the page, and what may still be on its way has its time. */
export function usePage(type = 'pointerdown'): void {
  dispatchEvent(new Event(type));
  jest.advanceTimersByTime(1_000);
}
