import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Account } from '../shell/account';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';

/** Where somebody ends up who may not approve. */
@Component({
  selector: 'demo-not-an-approver',
  imports: [Icon, RouterLink],
  template: `
    <section class="card centred">
      <span class="emblem"><demo-icon name="lock" /></span>
      <h1>Approving needs another role</h1>
      <p>
        You are signed in as {{ person()?.name }}, and this account may write timesheets but not approve them. Approvers
        see here what waits for them.
      </p>
      <p class="quiet-text">
        The scope <code>approve:timesheets</code> was asked for, and not granted:
        <a routerLink="/session">see what was</a>.
      </p>
      <div class="actions">
        <a class="button primary" routerLink="/timesheets">Go to your timesheets</a>
        <button type="button" class="button" (click)="account.signIn({ prompt: 'login' })">Use another account</button>
      </div>
    </section>
  `,
})
export class NotAnApprover {
  protected readonly account = inject(Account);
  protected readonly person = injectPerson();
}
