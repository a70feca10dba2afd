import { DatePipe, DecimalPipe } from '@angular/common';
import { Component, input } from '@angular/core';
import type { Entry } from './entry';

/** One entry on one line: day, what for, how long, and what the page puts after it. */
@Component({
  selector: 'demo-entry-row',
  imports: [DatePipe, DecimalPipe],
  template: `
    <time class="day" [attr.datetime]="entry().date">
      <span>{{ entry().date | date: 'EEE' : 'UTC' }}</span>
      <strong>{{ entry().date | date: 'd' : 'UTC' }}</strong>
      <span class="visually-hidden">{{ entry().date | date: 'MMMM y' : 'UTC' }}</span>
    </time>
    <div class="what">
      <strong>{{ entry().project }}</strong>
      @if (entry().note) {
        <span class="note">{{ entry().note }}</span>
      }
      @if (entry().reason; as reason) {
        <span class="reason"><span class="visually-hidden">Why it was rejected: </span>{{ reason }}</span>
      }
    </div>
    <span class="hours">{{ entry().hours | number: '1.0-2' }}<abbr title="hours">h</abbr></span>
    <div class="after"><ng-content /></div>
  `,
  styleUrl: './entry-row.css',
})
export class EntryRow {
  readonly entry = input.required<Entry>();
}
