import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Inspector } from '../model/inspector';

/** As many as fit in a row. */
const MOST_DRAWN = 6;

/** How many tabs are open, and whether they share the session. */
@Component({
  selector: 'auth-inspector-tabs',
  standalone: true,
  template: `
    <section class="card" aria-labelledby="tabs">
      <h2 id="tabs" tabindex="-1">Open tabs</h2>
      @if (count(); as count) {
        <div class="windows" aria-hidden="true">
          @for (tab of drawn(); track tab) {
            <span></span>
          }
        </div>
        <p class="count">
          <strong>{{ count }}</strong> {{ count === 1 ? 'tab, this one' : 'tabs, this one included' }}
        </p>
      } @else {
        <p>This browser does not tell.</p>
      }
      <p class="quiet">
        @if (sharesTabs()) {
          All tabs share one session: a sign-in, a renewal or a sign-out in one of them reaches all, and only one renews
          at a time.
        } @else {
          Each tab has a session of its own, as the app is without withTabSync(). A sign-out in one of them reaches all.
        }
      </p>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TabsView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly count = computed(() => this.#inspection().tabs);
  protected readonly sharesTabs = computed(() => this.#inspection().sharesTabs);
  protected readonly drawn = computed(() =>
    Array.from({ length: Math.min(this.count() ?? 0, MOST_DRAWN) }, (_, index) => index),
  );
}
