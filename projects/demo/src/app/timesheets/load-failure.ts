import { Component, computed, DestroyRef, DOCUMENT, inject, input, output } from '@angular/core';
import { Account } from '../shell/account';
import { Icon } from '../ui/icon';
import { problemOf } from './problem';

/** Stands in for a list that could not be loaded. */
@Component({
  selector: 'demo-load-failure',
  imports: [Icon],
  template: `
    <div class="card centred" role="alert">
      <span class="emblem bad"><demo-icon name="alert" /></span>
      <h2>The timesheets could not be loaded</h2>
      <p>{{ problem().detail }}</p>
      @if (problem().status === 401) {
        <button type="button" class="button primary" (click)="account.signIn()">Sign in again</button>
      } @else {
        <button type="button" class="button" [attr.aria-disabled]="isRetrying()" (click)="tryAgain()">
          {{ isRetrying() ? 'Trying again…' : 'Try again' }}
        </button>
      }
    </div>
  `,
})
export class LoadFailure {
  readonly error = input.required<unknown>();
  /** Whether the list is being loaded once more. */
  readonly isRetrying = input(false);
  readonly retry = output();
  protected readonly account = inject(Account);
  protected readonly problem = computed(() => problemOf(this.error()));
  #isTried = false;

  constructor() {
    const document = inject(DOCUMENT);
    inject(DestroyRef).onDestroy(() => {
      // The list takes the place of the button that was pressed.
      if (this.#isTried && document.activeElement === document.body) document.querySelector('main')?.focus();
    });
  }

  protected tryAgain(): void {
    if (this.isRetrying()) return;
    this.#isTried = true;
    this.retry.emit();
  }
}
