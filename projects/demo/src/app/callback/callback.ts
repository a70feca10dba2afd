import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AuthCompleting, AuthCallback, AuthFailed, AuthService, type AuthErrorCode } from 'ngx-implicit-auth';
import { Icon } from '../ui/icon';

/** The page at the redirect URI: the library's component with the product's looks and words. */
@Component({
  selector: 'demo-callback',
  imports: [AuthCompleting, AuthCallback, AuthFailed, Icon, RouterLink],
  templateUrl: './callback.html',
  styleUrl: './callback.css',
})
export class Callback {
  readonly #auth = inject(AuthService);
  readonly #router = inject(Router);
  /** Nobody is told that they are signed in while they are being brought back. */
  protected readonly status = computed(() =>
    this.#router.currentNavigation() ? 'completing' : this.#auth.state().status,
  );

  protected headingOf(code: AuthErrorCode): string {
    switch (code) {
      case 'access_denied':
        return 'You did not let Timesheets in';
      case 'response_missing':
        return 'No sign-in is under way';
      default:
        return 'Sign-in failed';
    }
  }
}
