import { DestroyRef, inject, Injectable, Injector } from '@angular/core';
import { AuthError, ɵSessionMachine as SessionMachine } from 'ngx-implicit-auth';
import { filter, firstValueFrom, map, merge, Subject } from 'rxjs';
import { AuthTestingError, demand } from './auth-testing-error';
import { TestBrowser, type Leaving, type OpenedPopup } from './test-browser';
import { redirectOf, type TestRedirect } from './test-redirect';
import { AS_TOLD, TestServer } from './test-server';
import { whenIdle } from './when-idle';

/** What stands at the server and waits to be answered. */
export interface Unanswered extends Leaving {
  readonly redirect: TestRedirect;
}

/** Where the page, or a popup, would have gone: what a test has not asked for yet, and what waits for the server. */
@Injectable()
export class TestRedirects {
  readonly #injector = inject(Injector);
  readonly #machine = inject(SessionMachine);
  readonly #server = inject(TestServer);
  readonly #browser = inject(TestBrowser);
  readonly #over = new Subject<AuthTestingError>();
  readonly #left = new Subject<TestRedirect>();
  /** What nobody has asked for yet: where the app has gone, or why it could not. */
  #news: TestRedirect | AuthError | null = null;
  #unanswered: Unanswered | null = null;
  #isBeginning = false;
  #returnTo: string | null = null;

  constructor() {
    this.#machine.events.subscribe((event) => {
      if (event.type === 'sign-in-started') {
        this.#news = null;
        this.#isBeginning = true;
        this.#returnTo = event.returnTo;
      } else if (event.type === 'sign-in-failed' && this.#isBeginning) {
        this.#news = event.error;
        this.#isBeginning = false;
      }
    });
    this.#browser.onLeaving = (leaving) => {
      this.#leave(leaving);
    };
    inject(DestroyRef).onDestroy(() => {
      this.#over.next(new AuthTestingError('The app is gone, and leaves for nowhere. Await redirected() in the test.'));
    });
  }

  /**
   * The last one, if nobody has asked for it; or else the next. Rejects with the error of a sign-in that cannot begin, and
   * when the app does nothing any more that could lead to one.
   */
  async next(): Promise<TestRedirect> {
    const outcome = this.#news ?? (await this.#awaited());
    this.#news = null;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Resolves when the page is left for the server. */
  left(): Promise<unknown> {
    return firstValueFrom(this.#left, { defaultValue: null });
  }

  /**
   * What waits for the server.
   *
   * @throws AuthTestingError when nothing does
   */
  unanswered(): Unanswered {
    const unanswered = this.#waiting();
    demand(unanswered, 'Nothing waits for an answer. Begin a sign-in, and await redirected().');
    return unanswered;
  }

  /** The popup that stands at the server; `null` when there is none. */
  popup(): OpenedPopup | null {
    return this.#waiting()?.popup ?? null;
  }

  /**
   * The person closes the popup.
   *
   * @throws AuthTestingError when there is none
   */
  closePopup(): void {
    const popup = this.popup();
    demand(popup, "No popup is open. Call login({ window: 'popup' }), and await redirected().");
    this.forget();
    popup.fail(new AuthError('popup_closed', AS_TOLD));
  }

  /** What waits for the server, if anything does; it does not any more. */
  forget(): Unanswered | null {
    const unanswered = this.#waiting();
    this.#unanswered = null;
    this.#news = null;
    return unanswered;
  }

  /** The sign-in that waits for the server, if one does; it does not any more. */
  forgetSignIn(): Unanswered | null {
    return this.#waiting()?.redirect.type === 'sign-in' ? this.forget() : null;
  }

  /** A page is opened in place of one that stood at the server; a popup stays. */
  openPage(): void {
    if (!this.popup()) this.forget();
    this.#browser.openPage();
  }

  #waiting(): Unanswered | null {
    return this.#unanswered?.popup?.signal.aborted ? null : this.#unanswered;
  }

  async #awaited(): Promise<TestRedirect | Error> {
    const failed = this.#machine.events.pipe(
      filter((event) => event.type === 'sign-in-failed'),
      map(({ error }) => error),
    );
    const idle = new Subject<AuthTestingError>();
    const stop = whenIdle(
      this.#injector,
      () => this.#waiting() !== null,
      () => {
        idle.next(new AuthTestingError(this.#whyIdle()));
      },
    );
    return firstValueFrom(merge(this.#left, failed, idle, this.#over)).finally(stop);
  }

  #whyIdle(): string {
    if (this.#waiting()) return 'The last redirect waits at the server, and was asked for already. Call answer().';
    const { status } = this.#machine.states.value;
    return `Nothing leaves for the server while the status is '${status}'. Begin a sign-in: by login(), or by a navigation that a guard stops.`;
  }

  #leave(leaving: Leaving): void {
    const { url } = leaving;
    const returnTo = this.#server.isEndSession(url) ? null : this.#returnTo;
    const redirect = redirectOf(leaving, this.#server.askedFor(url), returnTo);
    if (redirect.type === 'sign-out') this.#server.forgetPerson();
    this.#unanswered = { ...leaving, redirect };
    this.#news = redirect;
    this.#isBeginning = false;
    this.#left.next(redirect);
  }
}
