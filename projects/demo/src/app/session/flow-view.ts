import { DatePipe } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { flow } from '../auth.config';
import { TabEvents } from './tab-events';

const WORDS = {
  implicit: {
    name: 'Implicit flow',
    text: 'The server puts the tokens into the address of the page that it sends you back to, and the app takes them out.',
    renewal: 'In a hidden frame, where the server answers as at a sign-in',
  },
  code: {
    name: 'Code + PKCE',
    text:
      'The address of the page that the server sends you back to holds a code. The app exchanges it for tokens, and ' +
      'proves that it was this tab that had asked: no token is ever in an address.',
    renewal: 'By a refresh token, which is good once and brings the next; else in a hidden frame',
  },
} as const;

/** By which flow tokens come, and how often they were renewed. */
@Component({
  selector: 'demo-flow-view',
  imports: [DatePipe],
  template: `
    <section class="card" aria-labelledby="flow-heading">
      <h2 id="flow-heading">How tokens come</h2>
      <p>
        <strong class="badge">{{ words.name }}</strong>
      </p>
      <p class="quiet-text">{{ words.text }}</p>
      <dl>
        <dt>Renewals</dt>
        <dd>{{ words.renewal }}</dd>
        <dt>In this tab</dt>
        <dd class="renewals">
          @if (last(); as last) {
            Renewed {{ times() }}
            <time [attr.datetime]="last | date: 'yyyy-MM-ddTHH:mm:ssZZZZZ'">{{ last | date: 'HH:mm:ss' }}</time>
          } @else {
            Not renewed yet
          }
        </dd>
      </dl>
    </section>
  `,
  styleUrl: './flow-view.css',
})
export class FlowView {
  readonly #renewals = inject(TabEvents).renewals;
  protected readonly words = WORDS[flow];
  protected readonly last = computed(() => this.#renewals()[0]?.at);
  protected readonly times = computed(() => {
    const { length } = this.#renewals();
    return length === 1 ? 'once, at' : `${length} times, last at`;
  });
}
