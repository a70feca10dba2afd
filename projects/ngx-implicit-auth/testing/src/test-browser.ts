import { inject, Injectable } from '@angular/core';
import {
  type AuthError,
  type ɵAuthPlatform as AuthPlatform,
  type ɵPageResponse as PageResponse,
  type ɵRequestPlatform as RequestPlatform,
  type ɵResponseInFrame as ResponseInFrame,
  type ɵResponseInPopup as ResponseInPopup,
} from 'ngx-implicit-auth';
import { testVerifier } from './id-token';
import { TestChannels } from './test-channels';
import { TestClock } from './test-clock';
import { TestServer } from './test-server';
import { TestStorage } from './test-storage';

/** What the page was to be left for, or a popup opened. */
export interface Leaving {
  readonly url: string;
  readonly replaceUrl: boolean;
  /** `null` when the page itself was to be left. */
  readonly popup: OpenedPopup | null;
}

/** A popup that stands at the server. */
export interface OpenedPopup {
  readonly redirectUri: string;
  readonly answer: (response: PageResponse) => void;
  readonly fail: (error: AuthError) => void;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** All that the library may reach of a browser. */
interface BrowserEdge extends AuthPlatform, RequestPlatform {
  readonly responseInFrame: ResponseInFrame;
  readonly responseInPopup: ResponseInPopup;
}

/** Stands in for the browser: nothing is fetched, and no page is left. */
@Injectable()
export class TestBrowser {
  readonly #server = inject(TestServer);
  readonly #clock = inject(TestClock);
  readonly #tab = new TestStorage();
  readonly #shared = new TestStorage();
  readonly channels = new TestChannels();
  /** Whether it lets popups be opened. */
  opensPopups = true;
  /** Called each time that the page is to be left, or a popup stands at the server. */
  onLeaving: (leaving: Leaving) => void = () => {};
  #stays: () => void = () => {};

  readonly edge: BrowserEdge = {
    now: this.#clock.now,
    tabStorage: () => this.#tab,
    sharedStorage: () => this.#shared,
    channel: this.channels.open,
    isAlone: true,
    pageRequestedAt: this.#clock.now,
    userIsActive: () => true,
    isFramed: () => false,
    randomBytes: (length) => Uint8Array.from({ length }, () => Math.random() * 256),
    // As long as a hash is. The server of a test compares none.
    sha256: async () => 'x'.repeat(43),
    loadIdTokenVerifier: async () => testVerifier,
    fetch: this.#server.fetch,
    redirect: (url, { replaceUrl }) => {
      this.onLeaving({ url, replaceUrl, popup: null });
    },
    onStaying: (stays) => (this.#stays = stays),
    reload: () => {},
    openPopup: () => (this.opensPopups ? emptyPopup() : null),
    responseInFrame: async (url) => ({ encoded: this.#server.answerSilently(url), component: 'fragment' }),
    responseInPopup: (_, _popup, { url }, redirectUri, signal) =>
      new Promise((answer, fail) => {
        signal.onabort = () => {
          fail(signal.reason as AuthError);
        };
        this.onLeaving({ url, replaceUrl: false, popup: { redirectUri, answer, fail, signal } });
      }),
  };

  /** Nothing waits any more for the page to be left: it is another one now. */
  openPage(): void {
    this.#stays();
  }
}

function emptyPopup(): Window {
  return { close: () => {} } as Window;
}
