import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { authConfig } from '../auth.config';
import { Callback } from '../callback/callback';
import { Dashboard } from './dashboard';
import { Welcome } from './welcome';

/** The start: what the product does or, for those who know it, the way on. */
@Component({
  selector: 'demo-home',
  imports: [Callback, Dashboard, Welcome],
  template: `
    @if (isSignedIn()) {
      <demo-dashboard />
    } @else if (isFailurePage()) {
      <demo-callback />
    } @else {
      <demo-welcome />
    }
  `,
})
export class Home {
  readonly #auth = inject(AuthService);

  protected readonly isSignedIn = this.#auth.isAuthenticated;
  /** Whether a failed sign-in is to be told here: where the app's root is the redirect URI, it ends here. */
  protected readonly isFailurePage = computed(
    () => authConfig.redirectUri === '' && this.#auth.state().status === 'failed',
  );
}
