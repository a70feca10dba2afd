import { DatePipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { Icon, type IconName } from '../ui/icon';
import type { Words } from './event-words';
import { TabEvents } from './tab-events';

const ICONS: Readonly<Record<Words['look'], IconName>> = { good: 'check', quiet: 'arrow', bad: 'alert' };

/** The latest events of this tab, the newest first. */
@Component({
  selector: 'demo-tab-events-view',
  imports: [DatePipe, Icon],
  template: `
    <section class="card" aria-labelledby="events-heading">
      <h2 id="events-heading">Lately in this tab</h2>
      @if (latest().length > 0) {
        <ol>
          @for (event of latest(); track event.at + event.title) {
            <li [class]="event.look">
              <demo-icon [name]="icons[event.look]" />
              <h3>{{ event.title }}</h3>
              <time [attr.datetime]="event.at | date: 'yyyy-MM-ddTHH:mm:ssZZZZZ'">{{
                event.at | date: 'HH:mm:ss'
              }}</time>
              <p>{{ event.text }}</p>
            </li>
          }
        </ol>
      } @else {
        <p class="quiet-text">Each renewal, each sign-out and whatever comes from another tab shows up here.</p>
      }
    </section>
  `,
  styleUrl: './tab-events-view.css',
})
export class TabEventsView {
  protected readonly latest = inject(TabEvents).latest;
  protected readonly icons = ICONS;
}
