import { DatePipe, DecimalPipe } from '@angular/common';
import { Component, computed, input } from '@angular/core';

const FULL_DAY_HOURS = 8;

/** The hours of a week's days as bars against a full day. */
@Component({
  selector: 'demo-week-bars',
  imports: [DatePipe, DecimalPipe],
  template: `
    <ol>
      @for (day of days(); track day.date) {
        <li>
          <span class="track" aria-hidden="true"><span class="bar" [style.height.%]="shareOf(day.hours)"></span></span>
          @if (day.hours === null) {
            <span class="hours" aria-hidden="true">–</span>
          } @else {
            <span class="hours">{{ day.hours | number: '1.0-2' }}<span class="visually-hidden"> hours on </span></span>
          }
          <span class="day">{{ day.date | date: 'EEE' : 'UTC' }}</span>
        </li>
      }
    </ol>
  `,
  styleUrl: './week-bars.css',
})
export class WeekBars {
  /** The hours of each day; `null` before they are known. */
  readonly days = input.required<readonly { readonly date: string; readonly hours: number | null }[]>();
  readonly #highest = computed(() => Math.max(FULL_DAY_HOURS, ...this.days().map(({ hours }) => hours ?? 0)));

  protected shareOf(hours: number | null): number {
    return ((hours ?? 0) / this.#highest()) * 100;
  }
}
