import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Account } from '../shell/account';
import { Icon } from '../ui/icon';
import { asksToApprove } from '../ui/may-approve';
import { injectPerson } from '../ui/person';

/** Takes the place of the page for approvers when somebody may not approve. */
@Component({
  selector: 'demo-not-an-approver',
  imports: [Icon, RouterLink],
  template: `
    <section class="card centred">
      <span class="emblem"><demo-icon name="lock" /></span>
      @if (asksToApprove) {
        <h1>Approving needs another role</h1>
        <p>
          You are signed in{{ asWhom() }}, and this account may write timesheets but not approve them. Approvers see
          here what waits for them.
        </p>
        <p class="quiet-text">
          The scope <code>approve:timesheets</code> was asked for, and not granted:
          <a routerLink="/session">see what was</a>.
        </p>
      } @else {
        <h1>Nobody approves by this server</h1>
        <p>
          It does not tell Timesheets who you are, so your own entries could not be told from those of others. Approvers
          sign in by another server.
        </p>
        <p class="quiet-text">
          The scope <code>approve:timesheets</code> was not asked for: <a routerLink="/session">see what was</a>.
        </p>
      }
      <div class="actions">
        <a class="button primary" routerLink="/timesheets">Go to your timesheets</a>
        @if (asksToApprove) {
          <button type="button" class="button" (click)="account.signIn({ prompt: 'login' })">
            Use another account
          </button>
        }
      </div>
    </section>
  `,
})
export class NotAnApprover {
  protected readonly account = inject(Account);
  protected readonly asksToApprove = asksToApprove;
  readonly #person = injectPerson();
  protected readonly asWhom = computed(() => {
    const name = this.#person()?.name;
    return name === undefined ? '' : ` as ${name}`;
  });
}
