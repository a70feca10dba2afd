import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Inspector } from '../model/inspector';
import { answerWords, tokenWords } from '../model/request-words';
import { clockTime, isoTime } from './format';
import { Icon } from './icon';

/** The requests that have passed the interceptor: which carried a token, and why others carried none. */
@Component({
  selector: 'auth-inspector-requests',
  standalone: true,
  imports: [Icon],
  template: `
    <section class="card" aria-labelledby="requests">
      <h2 id="requests" tabindex="-1">Requests</h2>
      @if (requests(); as requests) {
        @if (requests.length > 0) {
          <ol class="events">
            @for (request of requests; track request.index) {
              <li [class]="request.hasToken ? 'good' : 'quiet'">
                <auth-inspector-icon [name]="request.hasToken ? 'check' : 'arrow'" />
                <h3>
                  {{ request.method }} <code>{{ request.address }}</code>
                </h3>
                <span class="answer">
                  <span class="badge" [class.bad]="request.isRefused">{{ request.answer }}</span>
                  <time [attr.datetime]="request.iso">{{ request.time }}</time>
                </span>
                <p>
                  {{ request.token }}
                  @if (request.server) {
                    <br />Resource server: <code>{{ request.server }}</code>
                  }
                </p>
              </li>
            }
          </ol>
        } @else {
          <p class="quiet">
            Each request that passes the interceptor shows up here, with whose token it carried, or why it carried none.
          </p>
        }
      } @else {
        <p class="quiet">Which requests carried a token, and why others carried none, is noted in development alone.</p>
      }
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RequestsView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly requests = computed(() =>
    this.#inspection().requests?.map((request, index, { length }) => ({
      // Counted from the oldest, so that a line stays what it is when another comes before it.
      index: length - index,
      method: request.method,
      address: request.address,
      server: request.server,
      hasToken: request.token !== null,
      token: tokenWords(request),
      answer: answerWords(request),
      isRefused: typeof request.answer === 'number' && (request.answer >= 400 || request.answer === 0),
      time: clockTime(request.at),
      iso: isoTime(request.at),
    })),
  );
}
