import { isPlatformBrowser, Location, PlatformLocation } from '@angular/common';
import {
  computed,
  DestroyRef,
  inject,
  Injectable,
  NgZone,
  PLATFORM_ID,
  signal,
  untracked,
  type Signal,
} from '@angular/core';
import { BehaviorSubject, distinctUntilChanged, map, Subject, type Observable } from 'rxjs';
import type { AuthError } from '../protocol/auth-error';
import type { IdTokenClaims } from '../protocol/id-token-claims';
import { asksForIdToken } from '../protocol/response-type';
import { AUTH_PLATFORM } from './auth-platform';
import { AUTH_SETTINGS } from './auth-settings';
import type { AuthEvent, AuthState, Session } from './auth-state';
import { whenPassed } from './deadline';
import { inAppPath } from './in-app-path';
import { loadIdTokenVerifier } from './id-token-verifier';
import { loadBeginSignIn, loadBeginSignOut, loadCompleteSignIn } from './lazy-modules';
import type { LoginOptions } from './login-options';
import type { LogoutOptions } from './logout-options';
import { captureResponse, type CapturedResponse } from './response-capture';
import { AUTH_STORAGE, sessionStore } from './session-store';
import { scrubSignOutState } from './sign-out-state';

/**
 * Who is signed in, and the way in and out.
 *
 * Every stream emits its current value at once, then each change, and never errors; the signal of the same name holds the same
 * value.
 *
 * @example
 * ```ts
 * readonly #auth = inject(AuthService);
 * readonly name = computed(() => this.#auth.claims()?.name);
 * signIn() { void this.#auth.login({ returnTo: '/reports' }); }
 * ```
 */
@Injectable()
export class AuthService {
  readonly #settings = inject(AUTH_SETTINGS);
  readonly #platform = inject(AUTH_PLATFORM);
  readonly #location = inject(Location);
  readonly #zone = inject(NgZone);
  readonly #sessions = sessionStore(this.#settings, inject(AUTH_STORAGE));
  readonly #state = signal<AuthState>({ status: 'starting' });
  readonly #states = new BehaviorSubject(this.#state());
  readonly #events = new Subject<AuthEvent>();
  #loginUnderWay: Promise<void> | null = null;
  #cancelExpiry: (() => void) | undefined;

  /** Where the person stands. */
  readonly state$: Observable<AuthState> = this.#states.asObservable();
  /** The access token; `null` when signed out, or when none was asked for. */
  readonly accessToken$: Observable<string | null> = this.#select((session) => session?.accessToken ?? null);
  /** The verified id_token; `null` when signed out, or when none was asked for. */
  readonly idToken$: Observable<string | null> = this.#select((session) => session?.idToken ?? null);
  /** The claims of the verified id_token; `null` when signed out, or when none was asked for. */
  readonly claims$: Observable<IdTokenClaims | null> = this.#select((session) => session?.claims ?? null);
  /** Whether somebody is signed in. */
  readonly isAuthenticated$: Observable<boolean> = this.#select((session) => session !== null);
  /** What happens, from the subscription on. */
  readonly events$: Observable<AuthEvent> = this.#events.asObservable();

  /** The latest value of `state$`. */
  readonly state: Signal<AuthState> = this.#state.asReadonly();
  readonly #session = computed(() => sessionOf(this.state()));
  /** The latest value of `accessToken$`. */
  readonly accessToken: Signal<string | null> = computed(() => this.#session()?.accessToken ?? null);
  /** The latest value of `idToken$`. */
  readonly idToken: Signal<string | null> = computed(() => this.#session()?.idToken ?? null);
  /** The latest value of `claims$`. */
  readonly claims: Signal<IdTokenClaims | null> = computed(() => this.#session()?.claims ?? null);
  /** The latest value of `isAuthenticated$`. */
  readonly isAuthenticated: Signal<boolean> = computed(() => this.#session() !== null);

  /** Resolved once a kept session is restored, or an authorization response dealt with; never rejects. */
  readonly ready: Promise<void> = this.#start();

  /** The state by the clock of this moment: a session whose deadline has passed is never in it. */
  snapshot(): AuthState {
    const session = sessionOf(this.#states.value);
    if (session && session.expiresAt <= this.#platform.now()) this.#expire();
    return this.#states.value;
  }

  /**
   * Leaves for the authorization server. Resolved when the redirect has been started; calls made meanwhile share it.
   *
   * A failure also becomes the state `failed`, unless an earlier session goes on.
   *
   * @throws AuthError `config_invalid`, `server_unreachable`, `server_answer_invalid`, `metadata_invalid`,
   * `metadata_issuer_mismatch`, `key_set_invalid`, `request_invalid`, `storage_unavailable`, `redirect_loop`,
   * `module_unavailable`, `browser_required`
   * @see RFC 6749, section 4.2.1; OpenID Connect Core 1.0, section 3.2.2.1
   * @example
   * ```ts
   * await auth.login({ returnTo: '/reports?year=2026' });
   * ```
   */
  login(options: LoginOptions = {}): Promise<void> {
    this.#loginUnderWay ??= this.#login(options).finally(() => {
      this.#loginUnderWay = null;
    });
    return this.#loginUnderWay;
  }

  /**
   * Ends the session in this app first and then, unless told otherwise, at the server, by a redirect to its end-session endpoint.
   *
   * @throws AuthError `module_unavailable`, `metadata_invalid`; the session in this app has ended all the same
   * @see OpenID Connect RP-Initiated Logout 1.0, section 2
   * @example
   * ```ts
   * await auth.logout({ scope: 'local' });
   * ```
   */
  async logout({ scope = 'everywhere' }: LogoutOptions = {}): Promise<void> {
    const session = this.#sessions.read();
    this.#sessions.clear();
    this.#enter({ status: 'signed-out' });
    this.#events.next({ type: 'signed-out' });
    if (scope === 'local' || !session?.endSessionEndpoint) return;

    const { beginSignOut } = await loadBeginSignOut();
    const url = beginSignOut(this.#settings, this.#platform, session.endSessionEndpoint, session.idToken);
    this.#platform.redirect(url, { replaceUrl: false });
  }

  #start(): Promise<void> {
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return Promise.resolve();

    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted && this.#states.value.status !== 'completing') this.#restore();
    };
    addEventListener('pageshow', onPageShow);
    inject(DestroyRef).onDestroy(() => {
      removeEventListener('pageshow', onPageShow);
      this.#cancelExpiry?.();
      this.#events.complete();
    });

    const location = inject(PlatformLocation);
    scrubSignOutState(location);
    const response = captureResponse(location, this.#settings, this.#platform);
    if (!response) {
      this.#restore();
      return Promise.resolve();
    }
    this.#enter({ status: 'completing' });
    return this.#complete(response);
  }

  async #complete(response: CapturedResponse): Promise<void> {
    if (asksForIdToken(this.#settings.responseType)) warm(loadIdTokenVerifier());
    const outcome = await loadCompleteSignIn()
      .then(({ completeSignIn }) => {
        this.#events.next({ type: 'response-captured' });
        return completeSignIn(this.#settings, this.#platform, response, (check) => {
          this.#events.next({ type: 'check-passed', check });
        });
      })
      .catch((error: unknown) => ({ error: error as AuthError, returnTo: '/' }));
    // A sign-out that came in between has the last word.
    if (this.#states.value.status !== 'completing') return;
    const { returnTo } = outcome;
    if ('error' in outcome) {
      this.#fail(outcome.error, returnTo);
    } else {
      const { session } = outcome;
      this.#sessions.write(session);
      this.#enter({ status: 'signed-in', session });
      this.#events.next({ type: 'signed-in', returnTo });
    }
  }

  async #login(options: LoginOptions): Promise<void> {
    if (this.snapshot().status === 'completing') {
      await this.ready;
      const outcome = this.snapshot();
      if (outcome.status === 'failed') throw outcome.error;
      return;
    }
    const isUserAction = this.#platform.userIsActive();
    const returnTo = inAppPath(options.returnTo ?? this.#location.path(true));
    try {
      this.#enter({ status: 'redirecting' });
      this.#events.next({ type: 'sign-in-started', returnTo });
      if (asksForIdToken(this.#settings.responseType)) warm(loadIdTokenVerifier());
      const { beginSignIn } = await loadBeginSignIn();
      const url = await beginSignIn(this.#settings, this.#platform, { ...options, returnTo, isUserAction });
      // A sign-out that came in between has the last word.
      if (this.#states.value.status === 'redirecting') {
        this.#platform.redirect(url, { replaceUrl: options.replaceUrl ?? false });
      }
    } catch (error) {
      this.#fail(error as AuthError, returnTo);
      throw error;
    }
  }

  /** Enters the state that the store tells: the page is new, or has come back from the back/forward cache. */
  #restore(): void {
    const session = this.#storedSession();
    this.#enter(session ? { status: 'signed-in', session } : { status: 'signed-out' });
  }

  #storedSession(): Session | null {
    const session = this.#sessions.read();
    if (!session || session.expiresAt > this.#platform.now()) return session;
    this.#sessions.clear();
    return null;
  }

  #expire(): void {
    this.#restore();
    if (!sessionOf(this.#states.value)) this.#events.next({ type: 'session-expired' });
  }

  #fail(error: AuthError, returnTo: string): void {
    const session = this.#storedSession();
    this.#enter(session ? { status: 'signed-in', session } : { status: 'failed', error, returnTo });
    this.#events.next({ type: 'sign-in-failed', error, returnTo });
  }

  #enter(state: AuthState): void {
    this.#cancelExpiry?.();
    const session = sessionOf(state);
    if (session) {
      // Outside the zone a timer neither keeps the app from becoming stable nor detects changes where there are none.
      this.#cancelExpiry = this.#zone.runOutsideAngular(() =>
        whenPassed(session.expiresAt, this.#platform.now, () => {
          this.#expire();
        }),
      );
    }
    untracked(() => {
      this.#zone.run(() => {
        this.#state.set(state);
        this.#states.next(state);
      });
    });
  }

  #select<T>(project: (session: Session | null) => T): Observable<T> {
    return this.#states.pipe(
      map((state) => project(sessionOf(state))),
      distinctUntilChanged(),
    );
  }
}

function sessionOf(state: AuthState): Session | null {
  return state.status === 'signed-in' ? state.session : null;
}

/** Starts loading what will be needed soon; whoever needs it then sees the failure. */
function warm(module: Promise<unknown>): void {
  module.catch(() => {});
}
