import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { authConfig } from '../auth.config';
import { Account } from '../shell/account';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';

/** Takes the place of the page for approvers when somebody may not approve. */
@Component({
  selector: 'demo-not-an-approver',
  imports: [Icon, RouterLink],
  template: `
    <section class="card centred">
      <span class="emblem"><demo-icon name="lock" /></span>
      <h1>Approving needs another role</h1>
      <p>
        You are signed in{{ asWhom() }}, and this account may write timesheets but not approve them. Approvers see here
        what waits for them.
      </p>
      <p class="quiet-text">
        The scope <code>approve:timesheets</code> was
        {{ wasAskedFor ? 'asked for, and not granted' : 'not asked for' }}: <a routerLink="/session">see what was</a>.
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
  protected readonly wasAskedFor = authConfig.scope.split(' ').includes('approve:timesheets');
  readonly #person = injectPerson();
  protected readonly asWhom = computed(() => {
    const name = this.#person()?.name;
    return name === undefined ? '' : ` as ${name}`;
  });
}
