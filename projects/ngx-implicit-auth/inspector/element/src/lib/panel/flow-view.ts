import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { FLOW_WORDS } from '../model/flow';
import { Inspector } from '../model/inspector';
import { clockTime, isoTime } from './format';

/** By which flow tokens come, and how often they were renewed. */
@Component({
  selector: 'auth-inspector-flow',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="flow">
      <h2 id="flow" tabindex="-1">How tokens come</h2>
      <p>
        <strong class="badge">{{ words().name }}</strong>
      </p>
      <p class="quiet">{{ words().text }}</p>
      <dl>
        <dt>Renewals</dt>
        <dd>{{ renewals() }}</dd>
        <dt>In this tab</dt>
        <dd class="count">
          @if (last(); as last) {
            Renewed {{ times() }} <time [attr.datetime]="iso(last)">{{ time(last) }}</time>
          } @else {
            Not renewed yet
          }
        </dd>
      </dl>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FlowView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly time = clockTime;
  protected readonly iso = isoTime;
  protected readonly words = computed(() => FLOW_WORDS[this.#inspection().flow]);
  protected readonly renewals = computed(() => {
    const { options } = this.#inspection().renewal;
    if (!options) return 'None: the app is without withSilentRenewal()';
    return options.strategy === 'navigation' ? 'By a redirect, at a guarded navigation' : this.words().renewal;
  });
  protected readonly last = computed(() => this.#inspection().renewal.times[0]);
  protected readonly times = computed(() => {
    const { length } = this.#inspection().renewal.times;
    return length === 1 ? 'once, at' : `${length} times, last at`;
  });
}
