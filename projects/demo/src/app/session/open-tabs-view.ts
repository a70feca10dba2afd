import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OpenTabs } from './open-tabs';

/** As many as fit in a row. */
const MOST_DRAWN = 6;

/** How many tabs share the session, and what that means. */
@Component({
  selector: 'demo-open-tabs-view',
  imports: [RouterLink],
  template: `
    <section class="card" aria-labelledby="tabs-heading">
      <h2 id="tabs-heading">Open tabs</h2>
      @if (count(); as count) {
        <div class="picture" aria-hidden="true">
          @for (tab of drawn(); track tab) {
            <span></span>
          }
        </div>
        <p class="count">
          <strong>{{ count }}</strong> {{ count === 1 ? 'tab, this one' : 'tabs, this one included' }}
        </p>
      }
      <p class="quiet-text">
        All tabs share one session: a sign-in, a renewal or a sign-out in one of them reaches all, and only one renews
        at a time.
      </p>
      <a class="button" routerLink="/session" target="_blank">Open another tab</a>
    </section>
  `,
  styleUrl: './open-tabs-view.css',
})
export class OpenTabsView {
  protected readonly count = inject(OpenTabs).count;
  protected readonly drawn = computed(() =>
    Array.from({ length: Math.min(this.count() ?? 0, MOST_DRAWN) }, (_, index) => index),
  );
}
