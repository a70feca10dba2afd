import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { Words } from '../model/event-words';
import { Inspector } from '../model/inspector';
import { clockTime, isoTime } from './format';
import { Icon, type IconName } from './icon';

const ICONS: Readonly<Record<Words['look'], IconName>> = { good: 'check', quiet: 'arrow', bad: 'alert' };

/** The latest events of this tab, the newest first. */
@Component({
  selector: 'auth-inspector-events',
  standalone: true,
  imports: [Icon],
  template: `
    <section class="card" aria-labelledby="events">
      <h2 id="events" tabindex="-1">Lately in this tab</h2>
      @if (latest().length > 0) {
        <ol class="events">
          @for (event of latest(); track $index) {
            <li [class]="event.look">
              <auth-inspector-icon [name]="icons[event.look]" />
              <h3>{{ event.title }}</h3>
              <time [attr.datetime]="iso(event.at)">{{ time(event.at) }}</time>
              <p>{{ event.text }}</p>
            </li>
          }
        </ol>
      } @else {
        <p class="quiet">Each renewal, each sign-out and whatever comes from another tab shows up here.</p>
      }
      @if (!isFromStart()) {
        <p class="quiet">
          This inspector listens since it is shown. With withInspector() it listens from the start of the app.
        </p>
      }
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EventsView {
  readonly #inspection = inject(Inspector).inspection;

  protected readonly icons = ICONS;
  protected readonly time = clockTime;
  protected readonly iso = isoTime;
  protected readonly latest = computed(() => this.#inspection().latest);
  protected readonly isFromStart = computed(() => this.#inspection().isFromStart);
}
