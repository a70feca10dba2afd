import { NgTemplateOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  signal,
  type TemplateRef,
} from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { AuthService } from '../sign-in/auth-service';

/** The context of an {@link AuthFailed} template. */
export interface AuthCallbackFailure {
  /** Why the sign-in failed; `server` holds the server's own words, to be shown as text. */
  readonly $implicit: AuthError;
  /** Starts the sign-in again, to come back to the same place. */
  readonly retry: () => void;
}

/**
 * The page at the redirect URI: says that the sign-in is being completed or, when it has failed, why, and offers
 * another try.
 *
 * It only shows: the library has taken the response out of the address bar before any component exists, and verifies it
 * by itself. The app may replace what it says by templates, see {@link AuthCompleting} and {@link AuthFailed}.
 *
 * @example
 * ```ts
 * { path: 'auth/callback', component: AuthCallback }
 * ```
 */
@Component({
  selector: 'auth-callback',
  standalone: true,
  imports: [NgTemplateOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      <p [textContent]="status()"></p>
      <ng-container [ngTemplateOutlet]="failure() ? null : completing()" />
    </div>
    <div role="alert">
      <p [textContent]="alert()"></p>
      <ng-container [ngTemplateOutlet]="failure() && failed()" [ngTemplateOutletContext]="failure()" />
    </div>
    <button type="button" [hidden]="!alert()">Try again</button>
  `,
})
export class AuthCallback {
  readonly #auth = inject(AuthService);
  /** The app's own template for the time of waiting. */
  readonly completing = signal<TemplateRef<unknown> | null>(null);
  /** The app's own template for a failed sign-in. */
  readonly failed = signal<TemplateRef<AuthCallbackFailure> | null>(null);

  /** What is shown of a failure; `null` while there is none. */
  protected readonly failure = computed((): AuthCallbackFailure | null => {
    const state = this.#auth.state();
    if (state.status !== 'failed' && state.status !== 'signed-out') return null;
    const { error, returnTo } = state.status === 'failed' ? state : { error: nothingToComplete(), returnTo: '/' };
    return {
      $implicit: error,
      retry: () => {
        // The failure becomes the state, and this component shows it.
        this.#auth.login({ returnTo }).catch(() => {});
      },
    };
  });
  /** What the status region says. */
  protected readonly status = computed(() => {
    if (this.failure() || this.completing()) return '';
    return this.#auth.isAuthenticated() ? 'Signed in.' : 'Signing in…';
  });
  /** What the alert region says; the button is there as long as it says anything. */
  protected readonly alert = computed(() => {
    const error = !this.failed() && this.failure()?.$implicit;
    return error ? `Sign-in failed. ${error.server?.description ?? error.message}` : '';
  });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // A listener in the template would cost 0.6 KiB on the first screen of an app that has no other.
    host.addEventListener('click', ({ target }) => {
      if (target === host.lastElementChild) this.failure()?.retry();
    });
  }
}

function nothingToComplete(): AuthError {
  return new AuthError('response_missing', 'No sign-in waits here. Start one.');
}
