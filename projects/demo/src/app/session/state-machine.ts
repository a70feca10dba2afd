import { Component, computed, inject } from '@angular/core';
import { AuthService, type AuthState } from 'ngx-implicit-auth';

/** `starting` is left out: only a server ever shows it. */
type Shown = Exclude<AuthState['status'], 'starting'>;

const WORDS: Readonly<Record<Shown, { readonly name: string; readonly text: string }>> = {
  'signed-out': { name: 'Signed out', text: 'Nobody is signed in in this tab.' },
  redirecting: { name: 'Redirecting', text: 'On the way to the authorization server.' },
  completing: { name: 'Completing', text: 'The response is being checked.' },
  'signed-in': { name: 'Signed in', text: 'Every check has passed, and the session has not ended yet.' },
  renewing: {
    name: 'Renewing',
    text: 'The server is asked for new tokens, out of sight. The session goes on meanwhile.',
  },
  failed: { name: 'Failed', text: 'The last sign-in did not work, and nothing of it was kept.' },
};

/** The states of the library's state machine, and the one it is in. */
@Component({
  selector: 'demo-state-machine',
  template: `
    <section class="card" aria-labelledby="status-heading">
      <h2 id="status-heading">Where you stand</h2>
      <ol>
        @for (status of statuses; track status) {
          <li [class]="status" [attr.aria-current]="status === current() ? 'step' : null">{{ words[status].name }}</li>
        }
      </ol>
      <p class="quiet-text">{{ text() }}</p>
    </section>
  `,
  styleUrl: './state-machine.css',
})
export class StateMachine {
  readonly #auth = inject(AuthService);
  protected readonly words = WORDS;
  protected readonly statuses = Object.keys(WORDS) as readonly Shown[];
  protected readonly current = computed(() => this.#auth.state().status);
  protected readonly text = computed(() => {
    const state = this.#auth.state();
    if (state.status === 'starting') return '';
    const isUnknown = state.status === 'renewing' && state.session === null;
    return isUnknown ? 'The server is asked, out of sight, whether it knows you.' : WORDS[state.status].text;
  });
}
