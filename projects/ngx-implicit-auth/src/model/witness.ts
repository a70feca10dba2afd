import type { AuthEvent } from '../lib/session/auth-event';
import { sessionOf, type AuthState } from '../lib/session/auth-state';
import { isLive, type StoredSession } from '../lib/session/session-store';
import { parseJson } from '../lib/session/auth-storage';
import { AuthError } from '../lib/protocol/auth-error';
import { REPORTS } from '../lib/testing/reports';
import type { PendingSignIn } from '../lib/sign-in/pending-sign-ins';
import { FRESH_SECONDS } from './app';
import type { Invariant } from './invariants';
import type { Person } from './model-server';
import type { Page, Tab } from './page';
import type { World } from './world';

const SESSION_KEY = 'ngx-implicit-auth https://id.example.com timesheets-spa session';

/** A request to the server, by a redirect or in a frame. */
interface Asked {
  /** The tab that has asked, and those that were duplicated from it. */
  readonly tabs: Set<Tab>;
  readonly step: number;
  /** The `max_age` that it asks for. */
  readonly maxAge: string | null;
  /** When a page began to complete it. */
  completing: number;
}

interface SignOut {
  readonly page: Page;
  readonly step: number;
  /** The only session at the server that it ends; undefined for any. */
  readonly sid: string | undefined;
}

/** A sign-out that was asked for by `logout()`. */
interface AskedSignOut {
  readonly page: Page;
  readonly step: number;
  readonly isToReachServer: boolean;
  readonly toRevoke: readonly string[];
}

interface Handed {
  readonly page: Page;
  readonly what: string;
  readonly step: number;
  isSettled: boolean;
  isRejected: boolean;
}

/** A request to a resource server. */
export interface Call {
  readonly page: Page;
  readonly session: StoredSession | null;
}

/** What is known of one page. */
interface Watched {
  readonly told: readonly [string[], string[]];
  state: AuthState;
  /** A session that has gone without a word, until the word comes. */
  lost: StoredSession | null;
  /** The session that a sign-out would end. */
  ending: StoredSession | null;
  /** The session that the page has shown last. */
  last: StoredSession | null;
  /** The session that was stored when the page was opened, and can go on. */
  readonly stored: StoredSession | null;
  hasBeenSignedOut: boolean;
  /** The step of the last sign-out that it has told of. */
  signedOutAt: number;
  readonly redirects: { readonly step: number; readonly pathname: string }[];
  readonly answered: string | null;
  /** Whether the server's frame has said that its session has changed, and nobody has heard what became of it. */
  isChanged: boolean;
}

/** Sees what happens in all tabs, and tells which invariant does not hold. */
export class Witness {
  readonly #world: World;
  readonly #asked = new Map<string, Asked>();
  readonly #signOuts: SignOut[] = [];
  readonly #askedSignOuts: AskedSignOut[] = [];
  readonly #handed: Handed[] = [];
  readonly #watched = new Map<Page, Watched>();
  readonly #taken = new Map<string, Page>();
  /** What a subscriber does when it hears of something next. */
  readonly reactions = new Map<Page, () => void>();
  readonly calls = new Map<string, Call>();
  /** When the server has refused a page a token without asking the person. */
  readonly #refusedTokens = new Map<Page, { readonly at: number; readonly session: number | undefined }>();
  /** The renewal that a tab has last left the page for, and whether the server has refused it. */
  readonly #leftFor = new Map<Tab, { readonly receivedAt: number; isRefused: boolean }>();
  wasUnreachable = false;
  /** Whether any tab may not know of the sign-outs. */
  wasDenied = false;
  violation: string | null = null;

  constructor(world: World) {
    this.#world = world;
  }

  /** Notes that an invariant does not hold. The first is what the run fails with. */
  violate(invariant: Invariant, how: string): void {
    this.violation ??= `${invariant}: ${how}`;
  }

  opened(page: Page, path: string): void {
    const answered = new URLSearchParams(new URL(path, 'https://app.example.com').hash.slice(1)).get('state');
    const asked = this.#asked.get(answered ?? '');
    if (asked) asked.completing = Math.min(asked.completing, this.#world.device.step);
    this.#watched.set(page, {
      told: [[], []],
      state: { status: 'starting' },
      lost: null,
      ending: null,
      last: null,
      stored: this.#storedFor(page),
      hasBeenSignedOut: false,
      signedOutAt: 0,
      redirects: [],
      answered,
      isChanged: false,
    });
  }

  /** Two subscribers hear of everything. The first may act on it. */
  watch(page: Page): void {
    const { auth } = page.app!;
    const { told } = this.#of(page);
    auth.state$.subscribe((state) => {
      told[0].push(state.status);
      this.#enters(page, state);
      this.#react(page);
    });
    auth.events$.subscribe((event) => {
      told[0].push(event.type);
      this.#hears(page, event);
      this.#react(page);
    });
    auth.state$.subscribe((state) => {
      told[1].push(state.status);
      if (auth.state() !== state) this.violate('I4', `the signal of ${page.name} does not tell what the stream tells`);
    });
    auth.events$.subscribe(({ type }) => told[1].push(type));
  }

  /** The app has asked the server for something. */
  requested(url: string, page: Page): void {
    const { searchParams } = new URL(url);
    const state = searchParams.get('state') ?? '';
    const maxAge = searchParams.get('max_age');
    this.#asked.set(state, { tabs: new Set([page.tab]), step: this.#world.device.step, maxAge, completing: Infinity });
  }

  redirected(page: Page, url: string): void {
    const { pathname, searchParams } = new URL(url);
    this.#of(page).redirects.push({ step: this.#world.device.step, pathname });
    if (pathname !== '/authorize') return;
    this.requested(url, page);
    const record = Object.entries(page.tab.storage).find(([key]) => key.endsWith(searchParams.get('state') ?? ' '));
    const { returnTo, purpose } = (parseJson(String(record?.[1])) ?? {}) as Partial<PendingSignIn>;
    if (purpose?.type === 'renewal' && purpose.isSilent && page.app?.router.currentNavigation())
      this.#leavesToRenew(page);
    if (returnTo?.startsWith('/fresh') && page.app?.router.currentNavigation()) this.#asksToBeFresh(page);
    const { router } = page.app!;
    const targets = [router.url, router.currentNavigation()?.extractedUrl.toString()];
    // A page that has come back from the server may have to go there once more, and login() goes where the page goes.
    const isAskedFor = this.#handed.some((one) => one.page === page && one.what === 'login()' && !one.isSettled);
    if (
      returnTo?.startsWith('/secret') &&
      !targets.includes(returnTo) &&
      !isAskedFor &&
      this.#of(page).answered === null
    )
      this.violate('I6', `${page.name} leaves for ${returnTo}, where nobody is going any more`);
  }

  #leavesToRenew(page: Page): void {
    const receivedAt = this.#of(page).ending?.receivedAt ?? 0;
    const last = this.#leftFor.get(page.tab);
    if (last?.receivedAt === receivedAt && last.isRefused && !page.wasDenied.has('sessionStorage'))
      this.violate('I9', `${page.name} leaves once more for a renewal that the server has refused`);
    this.#leftFor.set(page.tab, { receivedAt, isRefused: false });
  }

  #asksToBeFresh(page: Page): void {
    const { device, server } = this.#world;
    const grant = server.issued.get(this.#sessionIn(page)?.idToken ?? '');
    const asked = this.#asked.get(grant?.state ?? '');
    if (!grant || asked?.maxAge !== String(FRESH_SECONDS) || asked.step < device.setAt) return;
    if (device.trueTime - grant.authenticatedAt < (FRESH_SECONDS - 1) * 1000)
      this.violate('I9', `${page.name} asks a person to authenticate who has just done so`);
  }

  /** The browser hands a copy of what one tab waits for on to another. */
  duplicated(from: Tab, to: Tab): void {
    for (const { tabs } of this.#asked.values()) if (tabs.has(from)) tabs.add(to);
  }

  /** The server answers a redirect with an error. */
  refusedByServer(tab: Tab): void {
    const last = this.#leftFor.get(tab);
    if (last && tab.atServer?.includes('prompt=none')) last.isRefused = true;
  }

  /** The server's frame has said whether its session has changed. */
  changedAtServer(page: Page, isChanged: boolean): void {
    this.#of(page).isChanged = isChanged;
  }

  /** A page asks for a token in a hidden frame. */
  asksSilently(url: string, page: Page): void {
    const { server, device, setup } = this.#world;
    if (!new URL(url).searchParams.has('audience') || setup.framing !== 'allowed') return;
    const session = this.#of(page).ending?.receivedAt;
    const last = this.#refusedTokens.get(page);
    if (
      last?.session === session &&
      last &&
      device.trueTime - last.at < 59_000 &&
      last.at > device.trueTime - 59_000 &&
      !device.setAt
    )
      this.violate('I9', `${page.name} asks at once for a token that the server does not give out silently`);
    if (server.isUp && (server.asksForConsent || !server.person))
      this.#refusedTokens.set(page, { at: device.trueTime, session });
  }

  /** A promise was handed out, and has to settle. */
  handOut(page: Page, what: string, promise: Promise<unknown>): void {
    const { step } = this.#world.device;
    const handed: Handed = { page, what, step, isSettled: false, isRejected: false };
    this.#handed.push(handed);
    promise.then(
      () => (handed.isSettled = true),
      (thrown: unknown) => {
        handed.isSettled = handed.isRejected = true;
        if (!(thrown instanceof AuthError)) this.violate('I7', `${what} rejects with ${String(thrown)}`);
        else if (thrown.code === 'internal_error') this.violate('I7', `${what}: ${String(thrown.cause)}`);
      },
    );
  }

  thrown(page: Page | null, thrown: unknown): void {
    if (page && thrown instanceof AuthError && thrown.code !== 'internal_error') return;
    this.violate(
      'I7',
      `${page?.name ?? 'somewhere'} throws ${thrown instanceof Error ? (thrown.stack ?? '') : String(thrown)}`,
    );
  }

  /** A request is made. */
  called(page: Page, url: string): void {
    page.run(() => page.app!.auth.snapshot());
    this.calls.set(url, { page, session: this.#of(page).ending });
  }

  /** A request has reached a resource server. */
  arrived(page: Page, url: string, token: string | undefined): void {
    const { server, device } = this.#world;
    const grant = server.issued.get(token ?? '');
    if (!grant) return;
    const call = this.calls.get(url);
    const before = call?.session;
    if (grant.audience !== (url.startsWith(REPORTS) ? 'https://reports/' : ''))
      this.violate('I2', `${url} gets the token of another resource server`);
    if (grant.expiresAt <= device.trueTime && !device.wasSetBack)
      this.violate('I2', `${url} gets an expired token from ${page.name}`);
    if (!before) return;
    const person = this.#personOf(before);
    if (this.#knowsPersons && person && person !== grant.person)
      this.violate('I2', `${url} was asked for by ${person}, and is sent as ${grant.person}`);
  }

  /** The server has told a page that one of its sessions has ended. */
  signedOutByServer(page: Page, sid: string): void {
    // A session without an id_token has no name.
    if (this.#knowsPersons) this.#signOuts.push({ page, sid, step: this.#world.device.step });
  }

  signsOut(page: Page, options: { readonly scope?: string; readonly revoke?: boolean }): void {
    const { ending } = this.#of(page);
    if (!ending) return;
    const tokens = [
      ending.accessToken,
      ...Object.values(ending.accessTokens ?? {}).map(({ accessToken }) => accessToken),
    ];
    this.#askedSignOuts.push({
      page,
      step: this.#world.device.step,
      isToReachServer: options.scope !== 'local',
      toRevoke: options.revoke ? tokens.filter((token) => token !== null) : [],
    });
  }

  /** Whether the promises of the run have settled, and sign-outs have reached whom they were to reach. */
  finish(): void {
    this.look();
    for (const { page, what, step, isSettled, isRejected } of this.#handed) {
      if (!page.isRunning || page.tab.page !== page) continue;
      if (!isSettled) this.violate('I5', `${what} of ${page.name} never settles`);
      const { redirects, signedOutAt } = this.#of(page);
      const hasLeft = redirects.some((redirect) => redirect.step >= step);
      if (what === 'login()' && !isRejected && !hasLeft && signedOutAt < step && this.#of(page).answered === null)
        this.violate('I6', `${page.name} does not leave for a sign-in that was asked for`);
    }
    for (const { page, step, isToReachServer, toRevoke } of this.#askedSignOuts) {
      const { redirects } = this.#of(page);
      const next = redirects.find((redirect) => redirect.step >= step);
      const isStill = page.isRunning && page.tab.page === page;
      if (isToReachServer && (next ? next.pathname !== '/session/end' : isStill))
        this.violate('I8', `the sign-out of ${page.name} does not reach the server`);
      const unrevoked = toRevoke.filter((token) => !this.#world.server.issued.get(token)?.isRevoked);
      if (unrevoked.length && !this.wasUnreachable && (isStill || next?.pathname === '/session/end'))
        this.violate('I8', `${page.name} does not revoke ${unrevoked.join()}`);
    }
    for (const page of this.#world.runningPages) {
      const { state, isChanged } = this.#of(page);
      if (['redirecting', 'completing', 'renewing'].includes(state.status))
        this.violate('I5', `${page.name} is ${state.status} for ever`);
      if (isChanged) this.violate('I5', `${page.name} does not tell what became of its session at the server`);
      const session = this.#sessionIn(page);
      if (session && !this.wasDenied) this.#expectNotSignedOut(page, session, 'is still signed in');
    }
  }

  /** Whether what all pages tell fits together. */
  look(): void {
    for (const page of this.#world.runningPages) {
      const { auth } = page.app ?? {};
      if (!auth) continue;
      const watched = this.#of(page);
      const snapshot = page.run(() => auth.snapshot());
      if (snapshot !== watched.state || auth.state() !== snapshot)
        this.violate('I4', `${page.name} tells ${snapshot.status} and ${watched.state.status}`);
      const [first, second] = watched.told;
      if (first.join() !== second.join())
        this.violate('I4', `${page.name} tells one subscriber ${first.join()}, and another ${second.join()}`);
      if (watched.lost) this.violate('I6', `${page.name} has lost its session without a word`);
      const { stored } = watched;
      const { status } = snapshot;
      if (
        stored &&
        !watched.hasBeenSignedOut &&
        (status === 'signed-out' || status === 'failed') &&
        isLive(stored, this.#world.device.now) &&
        !this.#mayHaveEnded(stored)
      )
        this.violate('I6', `${page.name} is ${status}, although its stored session can go on`);
      this.#expectOnePerson(page);
      if (page.app?.router.routerState.snapshot.root.firstChild?.data['isElsewhere'])
        this.violate('I6', `${page.name} shows another page than the person went to`);
    }
    const kept = [this.#world.localStorage, ...this.#world.tabs.map(({ storage }) => storage)]
      .map((s) => s.dump())
      .join();
    for (const [token, { isForged }] of this.#world.server.issued)
      if (isForged && kept.includes(token)) this.violate('I3', 'a token of a refused answer is kept');
  }

  #react(page: Page): void {
    const reaction = this.reactions.get(page);
    if (!reaction) return;
    this.reactions.delete(page);
    reaction();
  }

  #enters(page: Page, state: AuthState): void {
    const watched = this.#of(page);
    const before = sessionOf(watched.state) as StoredSession | null;
    const session = sessionOf(state) as StoredSession | null;
    const token = tokenOf(session);
    const wasRenewing = watched.state.status === 'renewing';
    watched.state = state;
    watched.lost = null;
    if (!session) watched.isChanged = false;
    if (session && token !== null) {
      if (token !== tokenOf(before)) this.#expectRightful(page, session);
      if (watched.told[0].length === 1 && session.receivedAt > this.#world.device.now + 60_000)
        this.violate('I2', `${page.name} has a session from the future, which may have ended long ago`);
      if (
        this.#knowsPersons &&
        before?.id === session.id &&
        before.claims?.nickname !== undefined &&
        session.claims?.nickname === undefined
      )
        this.violate('I6', `${page.name} has forgotten by a renewal what it knew of the person`);
      watched.ending = watched.last = session;
      watched.hasBeenSignedOut = true;
    } else if (state.status === 'signed-out' || state.status === 'failed') {
      if (before && tokenOf(before) !== null && isLive(before, this.#world.device.now)) watched.lost = before;
      watched.ending = null;
    } else if (state.status === 'renewing' && !session && !wasRenewing) {
      watched.ending = watched.last ?? watched.stored;
    }
  }

  #hears(page: Page, event: AuthEvent): void {
    const watched = this.#of(page);
    const { step } = this.#world.device;
    if (event.type === 'signed-out') watched.signedOutAt = step;
    if (event.type === 'signed-out' || event.type === 'session-expired') {
      watched.hasBeenSignedOut = true;
      watched.lost = null;
    }
    if (
      ['renewal-ended', 'session-check-stopped', 'session-expired', 'session-received', 'signed-out'].includes(
        event.type,
      )
    )
      watched.isChanged = false;
    if (event.type === 'signed-in') this.#expectOwnAnswer(page);
    if (event.type === 'signed-out' && event.reason === undefined) this.#signOuts.push({ page, step, sid: undefined });
    // Only what belongs to the server's session has ended with it.
    if (event.type === 'signed-out' && event.reason === 'session-ended')
      this.#signOuts.push({ page, step, sid: this.#world.server.issued.get(watched.last?.idToken ?? '')?.sid });
    const error =
      'error' in event ? event.error : 'outcome' in event && 'error' in event.outcome ? event.outcome.error : null;
    if (error?.code === 'internal_error')
      this.violate('I7', `${page.name}: ${event.type} because of ${String(error.cause)}`);
  }

  /** A session is entered: by an answer that this tab has asked for, or from another tab. Nobody has signed out since. */
  #expectRightful(page: Page, session: StoredSession): void {
    const grant = this.#world.server.issued.get(tokenOf(session) ?? '');
    if (!grant) {
      this.violate('I3', `${page.name} has a token that the server has never issued`);
      return;
    }
    if (grant.isForged) this.violate('I3', `${page.name} takes a forged answer`);
    this.#expectNotSignedOut(page, session, 'is signed in again');
  }

  /** A page has taken the answer that it was opened with. */
  #expectOwnAnswer(page: Page): void {
    const grant = this.#world.server.issued.get(tokenOf(this.#sessionIn(page)) ?? '');
    if (grant?.state === undefined || this.#of(page).answered !== grant.state) return;
    if (!this.#asked.get(grant.state)?.tabs.has(page.tab))
      this.violate('I3', `${page.name} takes an answer that it has not asked for`);
    const other = this.#taken.get(grant.state);
    if (other && other !== page && other.tab === page.tab)
      this.violate('I3', `${page.name} takes the answer that ${other.name} has taken`);
    this.#taken.set(grant.state, page);
  }

  #expectNotSignedOut(page: Page, session: StoredSession, what: string): void {
    if (this.#signOutSince(page, session)) this.violate('I1', `${page.name} ${what} after a sign-out`);
  }

  /** A sign-out since a session began, of which a page must know. */
  #signOutSince(page: Page, session: StoredSession): SignOut | undefined {
    return this.#signOutsSince(session).find(
      (signOut) =>
        signOut.page === page || !(page.wasDenied.has('localStorage') || signOut.page.wasDenied.has('localStorage')),
    );
  }

  #mayHaveEnded(session: StoredSession): boolean {
    return this.#signOutsSince(session).length > 0;
  }

  #signOutsSince(session: StoredSession): readonly SignOut[] {
    const grant = this.#world.server.issued.get(tokenOf(session) ?? '');
    const asked = this.#asked.get(grant?.state ?? '');
    if (!grant || !asked) return [];
    const began = grant.isSilent ? asked.step : asked.completing;
    return this.#signOuts.filter(({ step, sid }) => step > began && (sid === undefined || sid === grant.sid));
  }

  #expectOnePerson(page: Page): void {
    const session = this.#sessionIn(page);
    if (!session || !this.#knowsPersons) return;
    const { issued } = this.#world.server;
    const tokens = [
      session.accessToken,
      session.idToken,
      ...Object.values(session.accessTokens ?? {}).map(({ accessToken }) => accessToken),
    ];
    const persons = new Set<string | undefined>([
      ...tokens.flatMap((token) => issued.get(token ?? '')?.person ?? []),
      ...(session.claims ? [session.claims.sub] : []),
    ]);
    if (persons.size > 1) this.violate('I2', `the session of ${page.name} is of ${[...persons].join(' and ')}`);
  }

  /** Whether the library can tell who is signed in. */
  get #knowsPersons(): boolean {
    return this.#world.setup.responseType === 'id_token token';
  }

  #personOf(session: StoredSession): Person | undefined {
    return this.#world.server.issued.get(tokenOf(session) ?? '')?.person ?? (session.claims?.sub as Person | undefined);
  }

  #sessionIn(page: Page): StoredSession | null {
    return sessionOf(this.#of(page).state) as StoredSession | null;
  }

  #storedFor(page: Page): StoredSession | null {
    if (this.#world.setup.storage !== 'tab' || page.tab.denied.has('sessionStorage') || this.wasDenied) return null;
    const stored = parseJson(page.tab.storage.getItem(SESSION_KEY)) as StoredSession | null;
    return stored && isLive(stored, this.#world.device.now) && !this.#mayHaveEnded(stored) ? stored : null;
  }

  #of(page: Page): Watched {
    const watched = this.#watched.get(page);
    if (!watched) throw new Error('Nobody watches this page.');
    return watched;
  }
}

function tokenOf(session: StoredSession | null): string | null {
  return session && (session.accessToken ?? session.idToken);
}
