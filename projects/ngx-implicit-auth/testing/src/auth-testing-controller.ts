import { Location } from '@angular/common';
import { DestroyRef, inject, Injectable, Injector } from '@angular/core';
import {
  AuthError,
  ɵAUTH_SETTINGS as AUTH_SETTINGS,
  ɵSessionMachine as SessionMachine,
  ɵsignedIn as signedIn,
  ɵsignedOut as signedOut,
  type AuthErrorCode,
  type AuthEvent,
  type AuthorizationServerError,
  type RenewalOutcome,
  type SignOutReason,
} from 'ngx-implicit-auth';
import { demand } from './auth-testing-error';
import { comeBack } from './come-back';
import { failSignIn } from './fail-sign-in';
import { otherTab, type OtherTab } from './other-tab';
import { demandGrant, entriesWithOwnToken } from './own-tokens';
import { renewWith } from './renew-with';
import type { TestEndpoint } from './server-endpoints';
import type { TestAnswer, TestSignIn } from './test-answer';
import { TestBrowser } from './test-browser';
import { TestClock } from './test-clock';
import type { TestRedirect } from './test-redirect';
import { TestRedirects } from './test-redirects';
import { AS_TOLD, TestServer } from './test-server';
import { demandWord, FIRST } from './ways';

/**
 * Brings an app under test into every state of the library. Provided by `provideAuthTesting()`.
 *
 * The library itself runs: its state, guards, interceptors, callback page and features. What it would ask of a server or
 * a browser, this class answers. Nothing is fetched, no page is left, and no test has to wait: `expire()` sets the clock.
 *
 * A call that the library could never bring about throws an {@link AuthTestingError}, which says what to call instead.
 *
 * @example
 * ```ts
 * TestBed.configureTestingModule({ providers: [provideRouter(routes), provideAuthTesting({})] });
 * const controller = TestBed.inject(AuthTestingController);
 * controller.signIn({ claims: { sub: 'alice', name: 'Alice' }, scope: 'openid approve:timesheets' });
 * expect(TestBed.inject(AuthService).claims()?.name).toBe('Alice');
 * ```
 */
@Injectable()
export class AuthTestingController {
  readonly #injector = inject(Injector);
  readonly #location = inject(Location);
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #sessionMachine = inject(SessionMachine);
  readonly #clock = inject(TestClock);
  readonly #browser = inject(TestBrowser);
  readonly #server = inject(TestServer);
  readonly #redirects = inject(TestRedirects);
  readonly #events: AuthEvent[] = [];
  #isGone = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.#isGone = true));
    this.#machine.events.subscribe((event) => {
      this.#events.push(event);
    });
  }

  /** What `events$` has told since the app was started. */
  get events(): readonly AuthEvent[] {
    return this.#events;
  }

  /**
   * Somebody is signed in, as after a reload of the page. Whoever was signed in before is not any more.
   *
   * @throws AuthTestingError while the page is being left or comes back, and for what the app does not ask for
   * @example
   * ```ts
   * controller.signIn({ claims: { sub: 'alice', name: 'Alice' }, scope: 'openid approve:timesheets' });
   * ```
   */
  signIn(signIn: TestSignIn = {}): void {
    const { status } = this.#machine.snapshot();
    demand(!FIRST[status], `Nobody signs in while the status is '${status}'. ${FIRST[status]}`);
    const session = this.#server.sessionOf(signIn, !!this.#machine.addUserInfo);
    this.#redirects.openPage();
    this.#machine.send(signedIn(session, { type: 'signed-in', returnTo: this.#location.path(true) || '/' }));
  }

  /**
   * The session ends: for a reason, or as after `logout({ scope: 'local' })`.
   *
   * @throws AuthTestingError when nobody is signed in
   */
  signOut(reason?: SignOutReason): void {
    this.#demandSession();
    if (reason === undefined) this.#machine.send(signedOut());
    else {
      demandWord('reason of a sign-out', reason);
      this.#server.forgetPerson();
      this.#machine.endSession(null, reason);
    }
  }

  /**
   * The clock passes the deadline of the session. With `withSilentRenewal()` it is renewed then.
   *
   * @throws AuthTestingError when nobody is signed in, or the deadline has passed already
   */
  expire(): void {
    const { expiresAt } = this.#demandSession();
    const isLive = expiresAt > this.#clock.now();
    demand(isLive, 'The session is past its deadline, and being renewed. Await AuthService.renew().');
    this.#clock.goOnTo(expiresAt);
    this.#machine.snapshot();
  }

  /**
   * The session is renewed without a page, with this outcome; `renewed` by default. Until the promise is awaited, the
   * status is `renewing`.
   *
   * @throws AuthTestingError when nobody is signed in, or nothing is renewed so
   */
  async renew(outcome: RenewalOutcome['status'] = 'renewed'): Promise<RenewalOutcome> {
    return renewWith(outcome, this.#machine.renewal, () => this.#demandSession(), this.#server);
  }

  /**
   * How requests without a page end from now on that the app makes by itself: renewals, and those of
   * `withSilentSignIn()`. By default with `renewed` once somebody has signed in, and with `interaction-required` before.
   */
  answerSilently(outcome: RenewalOutcome['status']): void {
    demandWord('outcome of a renewal', outcome);
    this.#server.silently = outcome;
  }

  /**
   * A sign-in fails with this code: the one that waits for the server, if one does. The state becomes `failed`, unless a
   * session goes on; after a popup, when `login()` rejects.
   *
   * @param options - `returnTo` is where the redirect has been to come back to by default, or `/`
   * @throws AuthTestingError for a code with which none fails, and while an answer is judged
   * @example
   * ```ts
   * controller.fail('access_denied', { server: { error: 'access_denied', description: 'Not today.' } });
   * ```
   */
  fail(
    code: AuthErrorCode,
    { server, returnTo }: { readonly server?: AuthorizationServerError; readonly returnTo?: string } = {},
  ): void {
    failSignIn(new AuthError(code, AS_TOLD, { server }), this.#machine, this.#redirects, returnTo);
  }

  /**
   * Resolves with the next redirect that would have left the page; with the last, if nobody has asked for it yet, and it
   * is not answered. Rejects with the AuthError when the sign-in cannot begin.
   *
   * Do not await a navigation that a guard stops: as in a browser, it does not end before the page is left.
   *
   * @throws AuthTestingError when the app does nothing that could lead to the server
   * @example
   * ```ts
   * void router.navigateByUrl('/timesheets');
   * expect((await controller.redirected()).returnTo).toBe('/timesheets');
   * ```
   */
  async redirected(): Promise<TestRedirect> {
    this.#demandApp();
    return this.#redirects.next();
  }

  /**
   * The server answers the last redirect, by default that somebody has signed in. The app comes back to its redirect URI,
   * and the real library judges the answer and goes on to where the sign-in began. From a sign-out, it comes back to where
   * the app wants to be then.
   *
   * Resolves when it is there, or leaves for the server again. A refusal is no rejection: the state tells of it.
   *
   * @throws AuthTestingError when nothing waits for an answer
   * @example
   * ```ts
   * await controller.redirected();
   * await controller.answer({ error: 'access_denied' });
   * ```
   */
  async answer(answer: TestAnswer = {}): Promise<void> {
    this.#demandApp();
    await comeBack(this.#injector, answer);
  }

  /**
   * What a resource server gets that has a token of its own: this token from now on, or this error. What the session holds
   * for it already stays until it expires, or the resource server refuses it (401, `invalid_token`).
   *
   * @param url - any URL of the resource server, as listed or below
   * @throws AuthTestingError for a URL that gets the session's token, or none
   * @example
   * ```ts
   * controller.accessToken('https://reports.example.com', { error: 'interaction_required' });
   * ```
   */
  accessToken(url: string, token: string | { readonly error: AuthErrorCode }): void {
    const entries = entriesWithOwnToken(this.#settings, url);
    demandGrant(token);
    for (const entry of entries) this.#server.grant(entry, token);
  }

  /** What of the server does not answer from now on; all of it answers by default. */
  setUnreachable(...endpoints: readonly TestEndpoint[]): void {
    for (const endpoint of endpoints) demandWord('endpoint of the server', endpoint);
    this.#server.unreachable.clear();
    for (const endpoint of endpoints) this.#server.unreachable.add(endpoint);
  }

  /** The browser lets no popup be opened from now on. */
  blockPopups(): void {
    this.#browser.opensPopups = false;
  }

  /**
   * The person closes the popup that stands at the server.
   *
   * @throws AuthTestingError when there is none
   */
  closePopup(): void {
    this.#demandApp();
    this.#redirects.closePopup();
  }

  /** Another tab of the app. */
  otherTab(): OtherTab {
    this.#demandApp();
    return otherTab(this.#injector);
  }

  get #machine(): SessionMachine {
    this.#demandApp();
    return this.#sessionMachine;
  }

  #demandApp(): void {
    demand(!this.#isGone, 'The app of this controller is gone. Inject the controller anew in each test.');
  }

  #demandSession() {
    const session = this.#machine.ending();
    demand(session, 'Nobody is signed in. Call signIn() first.');
    return session;
  }
}
