import { isPlatformBrowser, Location, PlatformLocation } from '@angular/common';
import { inject, Injectable, Injector, PLATFORM_ID } from '@angular/core';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { captureResponse } from '../session/capture-response';
import { loadPart } from '../session/load-part';
import { leaving, signedOut, signInFailed } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import type { StoredSession } from '../session/session-store';
import type { LogoutOptions, SignInRequest } from '../session/sign-in-request';
import type { AuthConfig } from '../settings/auth-config';
import { AUTH_SETTINGS, fillSettings } from '../settings/auth-settings';
import type { SignInPart } from './sign-in-part';

/** A sign-in for which the page is to be left. */
interface Attempt {
  /** Whether it still is; always by default. */
  isWanted?: (() => boolean) | undefined;
  /** Settles when the redirect has been started, or cannot be; `undefined` from then on. */
  leaving?: Promise<void> | undefined;
}

/**
 * The way to the server and back. When a page is opened, it takes the server's response out of the address bar. It
 * loads what deals with the server when that is needed. `AuthService`, guards, interceptors and renewals go this way.
 */
@Injectable()
export class SignIn {
  readonly #injector = inject(Injector);
  readonly #location = inject(Location);
  readonly #machine = inject(SessionMachine);
  readonly #settings = inject(AUTH_SETTINGS);
  /** The latest sign-in, which has taken the place of any before. */
  #attempt: Attempt = {};
  /** The sign-out that is on its way to the server. */
  #signingOut: Promise<void> | null = null;
  #part: SignInPart | undefined;

  /**
   * Asks for a configuration that comes at run time, in an injection context. Not done at once: what asks for it may need
   * what needs this.
   */
  declare configure?: () => void;

  /** See `AuthService.ready`. */
  readonly ready: Promise<void> = this.#start();

  /** See `AuthService.login()`, which says how it ends and what it throws. */
  begin(request: SignInRequest = {}): Promise<void> {
    const { later } = this.#settings;
    if (later) return later.then(() => this.begin(request));
    if (request.window) return this.#begin(request);
    const underWay = this.#attempt;
    // While the page is being left, everybody goes where it is going: once the browser has been told so, all but those who
    // want to leave in any case, as the page may yet stay.
    const { leaving: underWayTo = request.isWanted && Promise.resolve() } = underWay;
    if (underWayTo && this.#machine.states.value.status === 'redirecting' && underWay.isWanted?.() !== false) {
      // Whoever wants to leave in any case does, even if the navigation is over that has begun it.
      if (!request.isWanted) underWay.isWanted = undefined;
      return underWayTo;
    }
    const attempt: Attempt = { isWanted: request.isWanted };
    this.#attempt = attempt;
    const isCurrent = () => this.#attempt === attempt && this.#machine.states.value.status === 'redirecting';
    let begun: (result: Promise<void>) => void = () => {};
    // There before it begins: whoever hears of it may call this, too.
    const leaving = new Promise<void>((resolve) => (begun = resolve)).finally(() => (attempt.leaving = undefined));
    attempt.leaving = leaving;
    begun(this.#begin({ ...request, isWanted: () => attempt.isWanted?.() !== false }, isCurrent));
    return leaving;
  }

  /** See `AuthService.logout()`, which says how it ends and what it throws. */
  async end(options: LogoutOptions): Promise<void> {
    if (this.#settings.later) await this.#settings.later;
    const machine = this.#machine;
    const session = machine.ending();
    const told = session && (options.scope !== 'local' || options.revoke) && this.#tellServer(session, options);
    // Before anybody hears of it: nobody is signed in again while the page is on its way to the server.
    if (told) {
      machine.holdBack(told.catch(() => {}));
      this.#signingOut = this.#untilNothingIsPending();
    }
    machine.send(signedOut());
    await told;
  }

  /**
   * Loads what signs in and out, and makes it once.
   *
   * @param returnTo - where the sign-in was to come back to that fails if this cannot be loaded; none by default
   * @throws AuthError `module_unavailable`
   */
  async part(returnTo?: string): Promise<SignInPart> {
    await this.#settings.later;
    const { signInPart } = await loadPart(import('./sign-in-part'), (error) => {
      if (returnTo !== undefined) this.#machine.send(signInFailed(error, returnTo));
    });
    return (this.#part ??= signInPart(this.#injector, this));
  }

  async #tellServer(session: StoredSession, options: LogoutOptions): Promise<void> {
    await (await this.part()).signOut(session, options);
  }

  async #untilNothingIsPending(): Promise<void> {
    const machine = this.#machine;
    while (machine.pending) await machine.pending;
  }

  #start(): Promise<void> {
    if (!isPlatformBrowser(inject(PLATFORM_ID))) return Promise.resolve();
    const location = inject(PlatformLocation);
    const platform = inject(AUTH_PLATFORM);
    const machine = this.#machine;
    const settings = this.#settings;
    let completed: Promise<void> | undefined;
    const open = (address?: string, failure?: unknown) => {
      delete settings.later;
      // This app has been loaded into the frame of a renewal. The page around it deals with the answer, so this one
      // stands still.
      if (machine.renewal?.isInFrame) {
        completed = new Promise(() => {});
        return;
      }
      const captured = captureResponse(location, settings, platform, address);
      const isAnswered = !!(failure ?? captured);
      machine.open(isAnswered);
      if (!isAnswered) return;
      completed = this.part('/').then(
        (part) => part.complete(captured, failure),
        () => {},
      );
      machine.holdBack(completed);
    };
    const { source } = settings;
    if (!source) {
      open();
      return Promise.resolve(completed);
    }
    // Whoever asks for something before the configuration is asked for waits, too.
    settings.later = new Promise((asked) => {
      this.configure = () => {
        // Unless it is what brings the configuration.
        delete settings.later;
        // What the app throws in here rejects the promise.
        const configuration = new Promise<AuthConfig>((come) => {
          const given: AuthConfig | (PromiseLike<AuthConfig> & { readonly issuer?: undefined }) =
            typeof source === 'function' ? source() : source;
          come(given);
          if (given.issuer) fillSettings(settings, given);
        });
        // If a function tells it, it is there.
        if (settings.redirectUri) open();
        else {
          // It may fail before anybody waits for it.
          configuration.catch(() => {});
          settings.later = loadPart(import('../settings/late-settings-part'))
            .then(({ lateSettingsPart }) =>
              lateSettingsPart(settings, configuration, this.#injector, platform.tabStorage, machine.renewal),
            )
            .then(open, (failure: unknown) => {
              fillSettings(settings, {});
              // Nobody can tell any more what a response is: whatever may be one leaves the address bar.
              open(location.href.replace(/[?#].*\b(state|\w+_token)=.*/, ''), failure);
            });
          machine.holdBack(settings.later);
        }
        asked(settings.later);
      };
    });
    return settings.later.then(() => completed);
  }

  /** @param isCurrent - whether the page is still being left for this sign-in; `undefined` when it stays, for a popup */
  async #begin(request: SignInRequest, isCurrent?: () => boolean): Promise<void> {
    const machine = this.#machine;
    if (machine.snapshot().status === 'completing') return this.ready;
    const here = this.#location.path(true);
    if (isCurrent) machine.send(leaving());
    if (this.#signingOut) await this.#signingOut;
    await (await this.part(here)).begin(request, here, isCurrent);
  }
}
