import { DatePipe } from '@angular/common';
import { Component, computed, inject, signal } from '@angular/core';
import { AuthService, type RenewalOutcome } from 'ngx-implicit-auth';
import { Account } from '../shell/account';
import { wordsOfOutcome } from './event-words';
import { nextRenewal } from './renewal-time';
import { TabEvents } from './tab-events';
import { injectNow } from './now';

/** When the session is renewed, and the way to have it renewed now. */
@Component({
  selector: 'demo-renewal',
  imports: [DatePipe],
  templateUrl: './renewal.html',
  styleUrl: './renewal.css',
})
export class Renewal {
  readonly #auth = inject(AuthService);
  readonly #lastOutcome = inject(TabEvents).lastOutcome;
  readonly #now = injectNow();
  readonly #outcome = signal<RenewalOutcome | null>(null);

  protected readonly account = inject(Account);
  protected readonly session = this.#auth.session;
  protected readonly isRenewing = computed(() => this.#auth.state().status === 'renewing');
  protected readonly needsSignIn = computed(() => this.#lastOutcome()?.status === 'interaction-required');
  protected readonly next = computed(() => {
    const session = this.session();
    return session && nextRenewal(session, this.#lastOutcome(), this.#now());
  });
  /** How the renewal ended that the person has asked for. */
  protected readonly outcome = computed(() => {
    const outcome = this.#outcome();
    // Once the session is over, only an outcome that has ended it is of interest.
    return outcome && (this.session() || outcome.status === 'other-person') ? wordsOfOutcome(outcome) : null;
  });

  protected async renew(): Promise<void> {
    if (this.isRenewing()) return;
    this.#outcome.set(null);
    this.#outcome.set(await this.#auth.renew());
  }
}
