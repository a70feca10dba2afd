import { parseJson } from '../../lib/session/auth-storage';
import type { StoredSession } from '../../lib/session/session-store';
import type { PendingSignIn } from '../../lib/sign-in/pending-sign-ins';
import { refreshOf } from '../model-token-endpoint';
import type { Page, Tab } from '../page';
import type { World } from '../world';
import { Answers } from './answers';
import { Calls } from './calls';
import { Codes } from './codes';
import { Endings } from './endings';
import { Promises } from './promises';
import { RefreshTokens } from './refresh-tokens';
import { Refusals } from './refusals';
import { Secrets } from './secrets';
import { Seen, SESSION_KEY } from './seen';
import { SharedStorage } from './shared-storage';
import { SignOuts } from './sign-outs';
import { Subscribers } from './subscribers';

/** Sees what happens in all tabs, and tells which invariant does not hold. */
export class Witness {
  readonly #world: World;
  readonly seen: Seen;
  readonly answers: Answers;
  readonly calls: Calls;
  readonly codes: Codes;
  readonly endings: Endings;
  readonly promises: Promises;
  readonly refreshTokens: RefreshTokens;
  readonly refusals: Refusals;
  readonly secrets: Secrets;
  readonly sharedStorage: SharedStorage;
  readonly signOuts: SignOuts;
  readonly subscribers: Subscribers;

  constructor(world: World) {
    this.#world = world;
    this.seen = new Seen(world);
    this.answers = new Answers(this.seen);
    this.calls = new Calls(this.seen);
    this.codes = new Codes(this.seen);
    this.promises = new Promises(this.seen, (...told) => this.secrets.told(...told));
    this.refreshTokens = new RefreshTokens(this.seen);
    this.refusals = new Refusals(this.seen);
    this.secrets = new Secrets(this.seen);
    this.signOuts = new SignOuts(this.seen);
    this.sharedStorage = new SharedStorage(this.seen, this.signOuts);
    this.endings = new Endings(this.seen, this.signOuts, this.refreshTokens);
    this.subscribers = new Subscribers(this.seen, this);
  }

  opened(page: Page, path: string): void {
    const { hash, searchParams, href } = new URL(path, 'https://app.example.com');
    const isInQuery = searchParams.has('code') || searchParams.has('error');
    const answered = isInQuery ? searchParams.get('state') : new URLSearchParams(hash.slice(1)).get('state');
    const { storage, denied } = page.tab;
    const isAwaited = Object.keys(storage).some((key) => key.endsWith(` ${answered}`)) && !denied.has('sessionStorage');
    this.codes.delivered(href);
    if (isInQuery && !isAwaited) this.secrets.codeLeft(searchParams.get('code') ?? '', answered ?? '');
    this.seen.opened(page, { answered, stored: this.#storedFor(page) });
  }

  /** The app has asked the server for something. */
  requested(url: string, page: Page): void {
    const { searchParams } = new URL(url);
    this.seen.asks(page, searchParams.get('state') ?? '', {
      maxAge: searchParams.get('max_age'),
      challenge: searchParams.get('code_challenge'),
    });
  }

  /**
   * A page sends a request to the server. What is returned is called when it hears of the answer, or does not wait any
   * more.
   */
  fetches(page: Page, url: string, { method, body }: RequestInit): (response?: Response | null) => void {
    if (method !== 'POST' || new URL(url).pathname !== '/token') return () => {};
    const form = body as URLSearchParams;
    const refreshToken = form.get('refresh_token');
    if (refreshToken === null) {
      this.codes.sent(page, form);
      return () => {};
    }
    this.seen.asks(page, refreshOf(refreshToken), { maxAge: null, challenge: null });
    return this.refreshTokens.sent(page, refreshToken);
  }

  /** The app sends a tab to the server. */
  redirected(page: Page, url: string): void {
    const { pathname, searchParams } = new URL(url);
    const { redirects, answered } = this.seen.of(page);
    redirects.push({ step: this.#world.device.step, pathname });
    if (pathname !== '/authorize') return;
    this.requested(url, page);
    const record = Object.entries(page.tab.storage).find(([key]) => key.endsWith(searchParams.get('state') ?? ' '));
    const { returnTo, purpose, exchange } = (parseJson(String(record?.[1])) ?? {}) as Partial<PendingSignIn>;
    if (exchange) this.secrets.verifierKept(exchange.codeVerifier);
    const { router } = page.app!;
    const navigation = router.currentNavigation();
    if (navigation && purpose?.type === 'renewal' && purpose.isSilent) this.refusals.leavesToRenew(page);
    if (navigation && returnTo?.startsWith('/fresh')) this.refusals.asksToBeFresh(page);
    // A page that has come back from the server may have to go there once more, and login() goes where the page goes.
    const mayLeave = this.promises.isPending(page, 'login()') || answered !== null;
    const targets = [router.url, navigation?.extractedUrl.toString()];
    if (returnTo?.startsWith('/secret') && !targets.includes(returnTo) && !mayLeave)
      this.seen.violate('I6', `${page.name} leaves for ${returnTo}, where nobody is going any more`);
  }

  /** The browser hands a copy of what one tab waits for on to another. */
  duplicated(from: Tab, to: Tab): void {
    for (const { tabs } of this.seen.asked.values()) if (tabs.has(from)) tabs.add(to);
  }

  /** What a tab had stored is gone. */
  storageCleared(tab: Tab): void {
    this.refusals.cleared(tab);
    this.refreshTokens.cleared(tab);
  }

  /** A page has come back from the back/forward cache. */
  cameBack(page: Page): void {
    this.seen.of(page).gaveUpAt = this.#world.device.step;
  }

  /** The server's frame has said whether its session has changed. */
  changedAtServer(page: Page, isChanged: boolean): void {
    this.seen.of(page).isChanged = isChanged;
  }

  /** Whether what all pages tell fits together. */
  look(): void {
    for (const page of this.#world.runningPages) if (page.app) this.#lookAt(page);
    this.answers.expectNoneKept();
    this.codes.look();
    this.endings.look();
    this.refreshTokens.look();
    this.secrets.look();
    this.sharedStorage.look();
  }

  /** Whether everything has come to its end. Asks no page before: that could begin something. */
  finish(): void {
    this.promises.finish();
    this.signOuts.finish();
    for (const page of this.#world.runningPages) {
      const { state, isChanged } = this.seen.of(page);
      if (['redirecting', 'completing', 'renewing'].includes(state.status))
        this.seen.violate('I5', `${page.name} is ${state.status} for ever`);
      if (isChanged) this.seen.violate('I5', `${page.name} does not tell what became of its session at the server`);
      const session = this.seen.sessionIn(page);
      if (session && !this.seen.wasDenied) this.signOuts.expectNotSignedOut(page, session, 'is still signed in');
    }
  }

  #lookAt(page: Page): void {
    const { auth, router } = page.app!;
    // Asking may be what ends the session.
    const snapshot = page.run(() => auth.snapshot());
    const { status } = snapshot;
    const { state, told, lost, stored, hasBeenSignedOut } = this.seen.of(page);
    if (snapshot !== state || auth.state() !== snapshot)
      this.seen.violate('I4', `${page.name} tells ${status} and ${state.status}`);
    const [first, second] = told;
    if (first.join() !== second.join())
      this.seen.violate('I4', `${page.name} tells one subscriber ${first.join()}, and another ${second.join()}`);
    if (lost) this.seen.violate('I6', `${page.name} has lost its session without a word`);
    const isOver = status === 'signed-out' || status === 'failed';
    if (isOver && stored && !hasBeenSignedOut && this.signOuts.canGoOn(stored))
      this.seen.violate('I6', `${page.name} is ${status}, although its stored session can go on`);
    this.answers.expectOnePerson(page);
    if (router.routerState.snapshot.root.firstChild?.data['isElsewhere'])
      this.seen.violate('I6', `${page.name} shows another page than the person went to`);
  }

  #storedFor(page: Page): StoredSession | null {
    const { setup } = this.#world;
    if (setup.storage !== 'tab' || page.tab.denied.has('sessionStorage') || this.seen.wasDenied) return null;
    const stored = parseJson(page.tab.storage.getItem(SESSION_KEY)) as StoredSession | null;
    return stored && this.signOuts.canGoOn(stored) ? stored : null;
  }
}
