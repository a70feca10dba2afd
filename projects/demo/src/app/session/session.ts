import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { Account } from '../shell/account';
import { Scopes } from './scopes';
import { SignInTimeline } from './sign-in-timeline';
import { StateMachine } from './state-machine';
import { StoredData } from './stored-data';
import { TimeLeft } from './time-left';
import { TimelineView } from './timeline-view';

/** The library at work: its state, the last sign-in, and what came of it. */
@Component({
  selector: 'demo-session',
  imports: [Scopes, StateMachine, StoredData, TimeLeft, TimelineView],
  templateUrl: './session.html',
  styleUrl: './session.css',
})
export class SessionPage {
  readonly #auth = inject(AuthService);
  readonly #timeline = inject(SignInTimeline);

  protected readonly account = inject(Account);
  protected readonly session = this.#auth.session;
  protected readonly since = computed(() => this.#timeline.entries().find(({ type }) => type === 'captured')?.at);
}
