import { computed, inject, Injectable, type Signal } from '@angular/core';
import { distinctUntilChanged, from, map, switchMap, type Observable } from 'rxjs';
import type { Claims } from '../protocol/claims';
import type { AuthEvent } from '../session/auth-event';
import { sessionOf, type AuthState, type Session } from '../session/auth-state';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { SessionMachine } from '../session/session-machine';
import type { LoginOptions, LogoutOptions } from '../session/sign-in-request';
import { SignIn } from './sign-in';

/**
 * Who is signed in, and the way in and out.
 *
 * Every stream emits its current value at once, then each change, and never errors; the signal of the same name holds
 * the same value.
 *
 * @example
 * ```ts
 * readonly #auth = inject(AuthService);
 * readonly name = computed(() => this.#auth.claims()?.name);
 * signIn() { this.#auth.login({ returnTo: '/reports' }).catch(({ message }: AuthError) => this.problem.set(message)); }
 * ```
 */
@Injectable()
export class AuthService {
  readonly #machine = inject(SessionMachine);
  readonly #signIn = inject(SignIn);

  /** Where the person stands. */
  readonly state$: Observable<AuthState> = this.#machine.states.asObservable();
  /** The session that goes on, being renewed or not; `null` when there is none. */
  readonly session$: Observable<Session | null> = this.#select((session) => session);
  /** The access token; `null` when signed out, or when none was asked for. */
  readonly accessToken$: Observable<string | null> = this.#select((session) => session?.accessToken ?? null);
  /** The verified id_token; `null` when signed out, or when none was asked for. */
  readonly idToken$: Observable<string | null> = this.#select((session) => session?.idToken ?? null);
  /** What is known of the person; `null` when signed out, or with neither an id_token nor `withUserInfo()`. */
  readonly claims$: Observable<Claims | null> = this.#select((session) => session?.claims ?? null);
  /** Whether somebody is signed in. */
  readonly isAuthenticated$: Observable<boolean> = this.#select((session) => session !== null);
  /** What happens, from the subscription on. */
  readonly events$: Observable<AuthEvent> = this.#machine.events.asObservable();

  /** The latest value of `state$`. */
  readonly state: Signal<AuthState> = this.#machine.state.asReadonly();
  /** The latest value of `session$`. */
  readonly session: Signal<Session | null> = computed(() => sessionOf(this.state()));
  /** The latest value of `accessToken$`. */
  readonly accessToken: Signal<string | null> = computed(() => this.session()?.accessToken ?? null);
  /** The latest value of `idToken$`. */
  readonly idToken: Signal<string | null> = computed(() => this.session()?.idToken ?? null);
  /** The latest value of `claims$`. */
  readonly claims: Signal<Claims | null> = computed(() => this.session()?.claims ?? null);
  /** The latest value of `isAuthenticated$`. */
  readonly isAuthenticated: Signal<boolean> = computed(() => this.session() !== null);

  /** Resolves once a kept session is restored, or an authorization response dealt with; never rejects. */
  readonly ready: Promise<void> = this.#signIn.ready;

  /** The state by the clock of this moment: a token whose deadline has passed is never in it. */
  snapshot(): AuthState {
    return this.#machine.snapshot();
  }

  /**
   * Leaves for the authorization server. Resolves when the redirect has been started; calls made meanwhile share it.
   * While a response is being completed, starts nothing, and resolves when that is done.
   *
   * With `window: 'popup'`, stays, and resolves when somebody has signed in. Call it in the click itself, or the browser
   * blocks the popup. docs/popup.md has the rest.
   *
   * A failure also becomes the state `failed`, unless an earlier session goes on; not so one whose code begins with
   * `popup_`.
   *
   * @throws AuthError `config_invalid`, `server_unreachable`, `cors_blocked`, `server_answer_invalid`,
   * `metadata_invalid`, `metadata_issuer_mismatch`, `key_set_invalid`, `request_invalid`, `storage_unavailable`,
   * `redirect_loop`, `module_unavailable`, `browser_required`; with a popup, `popup_blocked`, `popup_closed`,
   * `popup_superseded`, and the codes by which an answer is refused
   * @see RFC 6749, section 4.2.1; OpenID Connect Core 1.0, section 3.2.2.1
   * @example
   * ```ts
   * await auth.login({ returnTo: '/reports?year=2026' });
   * await auth.login({ window: 'popup' });
   * ```
   */
  login(options?: LoginOptions): Promise<void> {
    return this.#signIn.begin(options);
  }

  /**
   * Leaves for the authorization server to get the access token of a resource server that has one of its own, for when
   * the server wants to show a page first, such as a consent. The session goes on as it is. While nobody is signed in,
   * this is an ordinary sign-in.
   *
   * @param url - any URL of the resource server, as listed or below
   * @throws AuthError `request_invalid` for a URL that is not listed with a token of its own, and the codes of
   * `login()`
   * @see RFC 6749, section 4.2.1
   * @example
   * ```ts
   * await auth.requestAccess('https://reports.example.com');
   * ```
   */
  requestAccess(url: string, options?: LoginOptions): Promise<void> {
    return this.#signIn.begin({ ...options, purpose: { type: 'access', url } });
  }

  /**
   * Ends the session in this app, in every tab, and then at the server, by a redirect to its end-session endpoint,
   * unless the options say otherwise. The event `revocation-failed` tells that an access token could not be revoked.
   *
   * @throws AuthError `module_unavailable`, `metadata_invalid`, `request_invalid`; the session in this app has ended
   * all the same
   * @see OpenID Connect RP-Initiated Logout 1.0, section 2; RFC 7009
   * @example
   * ```ts
   * await auth.logout({ postLogoutRedirectUri: 'goodbye', parameters: { ui_locales: 'de' } });
   * ```
   */
  logout(options: LogoutOptions = {}): Promise<void> {
    return this.#signIn.end(options);
  }

  /**
   * Renews the session without showing anything. Calls made meanwhile share the renewal. With `strategy: 'navigation'`
   * the app leaves the page for it, and comes back.
   *
   * @throws AuthError `config_invalid` without `withSilentRenewal()`; how a renewal ends is its outcome
   * @see OpenID Connect Core 1.0, section 3.1.2.1
   * @example
   * ```ts
   * const { status } = await auth.renew();
   * ```
   */
  async renew(): Promise<RenewalOutcome> {
    if (this.state().status === 'starting') await this.#signIn.part();
    return (this.#machine.renewal ?? (await this.#signIn.part()).refuseRenewal()).renew(true);
  }

  /**
   * Emits the access token that the resource server at a URL gets; `null` while there is none, and for a URL that is
   * not listed. Where the resource server has a token of its own, it is fetched; the event `access-token-failed` tells
   * why that failed.
   *
   * @example
   * ```ts
   * auth.accessTokenFor('wss://api.example.com/live').subscribe((token) => …);
   * ```
   */
  accessTokenFor(url: string): Observable<string | null> {
    return from(this.#signIn.part()).pipe(switchMap((part) => part.accessTokenFor(url)));
  }

  #select<T>(project: (session: Session | null) => T): Observable<T> {
    return this.#machine.states.pipe(
      map((state) => project(sessionOf(state))),
      distinctUntilChanged(),
    );
  }
}
