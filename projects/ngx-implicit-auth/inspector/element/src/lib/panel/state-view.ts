import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { AuthState } from 'ngx-implicit-auth';
import { Inspector } from '../model/inspector';

type Status = AuthState['status'];

const WORDS: Readonly<Record<Status, { readonly name: string; readonly text: string }>> = {
  starting: { name: 'Starting', text: 'The configuration is still to come.' },
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

const PATH = ['signed-out', 'redirecting', 'completing', 'signed-in', 'renewing'] as const satisfies readonly Status[];

/** The states of the library's state machine, and the one it is in. */
@Component({
  selector: 'auth-inspector-state',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="state">
      <h2 id="state" tabindex="-1">State</h2>
      <ol class="path">
        @for (status of path; track status) {
          <li class="status" [attr.aria-current]="status === current() ? 'step' : null">{{ words[status].name }}</li>
        }
      </ol>
      <p class="beside">
        Any step may end in
        <span class="status failed" [attr.aria-current]="current() === 'failed' ? 'step' : null">{{
          words.failed.name
        }}</span>
      </p>
      <p class="quiet">{{ text() }}</p>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StateView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly words = WORDS;
  protected readonly path = PATH;
  protected readonly current = computed(() => this.#inspection().status);
  protected readonly text = computed(() => {
    const { status, session, failure } = this.#inspection();
    if (status === 'renewing' && !session) return 'The server is asked, out of sight, whether it knows the person.';
    return failure ? `${WORDS[status].text} Error code: ${failure}.` : WORDS[status].text;
  });
}
