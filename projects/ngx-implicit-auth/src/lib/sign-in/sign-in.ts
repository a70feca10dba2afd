import { isPlatformBrowser, Location, PlatformLocation } from '@angular/common';
import { inject, Injectable, Injector, PLATFORM_ID } from '@angular/core';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { captureResponse } from '../session/capture-response';
import { loadPart } from '../session/load-part';
import { SessionMachine } from '../session/session-machine';
import type { SignInRequest } from '../session/sign-in-request';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import type { SignInPart } from './sign-in-part';

/**
 * The way to the server and back. When a page is opened, it takes the server's response out of the address bar. It
 * loads what deals with the server when that is needed. `AuthService`, guards, interceptors and renewals go this way.
 */
@Injectable()
export class SignIn {
  readonly #injector = inject(Injector);
  readonly #location = inject(Location);
  readonly #machine = inject(SessionMachine);
  #leaving: Promise<void> | null = null;
  #part: SignInPart | undefined;

  /** See `AuthService.ready`. */
  readonly ready: Promise<void> = this.#start();

  /** See `AuthService.login()`, which says how it ends and what it throws. */
  begin(request?: SignInRequest): Promise<void> {
    return (this.#leaving ??= this.#begin(request).finally(() => {
      this.#leaving = null;
    }));
  }

  /**
   * Loads what signs in and out, and makes it once.
   *
   * @param returnTo - where the sign-in was to come back to that fails if this cannot be loaded; none by default
   * @throws AuthError `module_unavailable`
   */
  async part(returnTo?: string): Promise<SignInPart> {
    const { signInPart } = await loadPart(import('./sign-in-part'), (error) => {
      if (returnTo !== undefined) this.#machine.fail(error, returnTo);
    });
    return (this.#part ??= signInPart(this.#injector));
  }

  #start(): Promise<void> {
    const machine = this.#machine;
    if (isPlatformBrowser(inject(PLATFORM_ID))) {
      // This app has been loaded into the frame of a renewal. The page around it deals with the answer, so this one
      // stands still.
      if (machine.renewal?.isInFrame) return new Promise(() => {});

      machine.listen();
      const response = captureResponse(inject(PlatformLocation), inject(AUTH_SETTINGS), inject(AUTH_PLATFORM));
      if (response) {
        machine.enter({ status: 'completing' });
        const completed = this.part('/').then(
          (part) => part.complete(response),
          () => {},
        );
        machine.holdBack(completed);
        return completed;
      }
      machine.restore();
    }
    return Promise.resolve();
  }

  async #begin(request?: SignInRequest): Promise<void> {
    const machine = this.#machine;
    if (machine.snapshot().status === 'completing') return this.ready;
    const here = this.#location.path(true);
    machine.enter({ status: 'redirecting' });
    const part = await this.part(here);
    await part.begin({ returnTo: here, ...request });
  }
}
