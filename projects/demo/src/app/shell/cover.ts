import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { Icon } from '../ui/icon';
import { isSomethingTyped } from '../ui/typed';
import { Account } from './account';

/** Takes the place of a personal page when its session has ended, or when the person is signing out. */
@Component({
  selector: 'demo-cover',
  imports: [Icon],
  template: `
    <div class="card centred" role="alert">
      <span class="emblem"><demo-icon name="lock" /></span>
      @if (account.isSigningOut()) {
        <h1>Signing you out…</h1>
      } @else if (account.isSigningIn()) {
        <h1>Taking you to the sign-in page…</h1>
        <p>You will be back on this very page.</p>
      } @else if (isAsking()) {
        <h1>One moment…</h1>
        <p>The server is asked whether it still knows you.</p>
      } @else {
        <h1>Your session has ended</h1>
        <p>
          Sign in again to go on. You will come back to this very page{{
            isSomethingTyped() ? ', and what you were writing is still there' : ''
          }}.
        </p>
        <button type="button" class="button primary" (click)="account.signIn()">Sign in</button>
      }
    </div>
  `,
})
export class Cover {
  readonly #state = inject(AuthService).state;
  protected readonly account = inject(Account);
  protected readonly isSomethingTyped = isSomethingTyped;
  protected readonly isAsking = computed(() => this.#state().status === 'renewing');
}
