import { DatePipe, DecimalPipe } from '@angular/common';
import { Component, computed, inject, signal } from '@angular/core';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';
import { Toast } from '../ui/toast';
import { isOwn, totalHours, type Entry } from './entry';
import { EntryForm } from './entry-form';
import { EntryRow } from './entry-row';
import { LoadFailure } from './load-failure';
import { LoadingList } from './loading-list';
import { StatusBadge } from './status-badge';
import { loadedEntries, TimesheetsApi } from './timesheets-api';
import { byWeek, hoursOfThisWeek } from './week';
import { WeekBars } from './week-bars';

/** One's own timesheets: what is written down, and the form to add to it. */
@Component({
  selector: 'demo-timesheets',
  imports: [DecimalPipe, EntryForm, EntryRow, Icon, LoadFailure, LoadingList, StatusBadge, WeekBars],
  providers: [DatePipe],
  templateUrl: './timesheets.html',
  styleUrl: './timesheets.css',
})
export class Timesheets {
  readonly #toast = inject(Toast);
  readonly #date = inject(DatePipe);
  readonly #person = injectPerson();

  protected readonly entries = inject(TimesheetsApi).entries();
  protected readonly own = computed(() => {
    const person = this.#person();
    return loadedEntries(this.entries).filter((entry) => isOwn(entry, person));
  });
  protected readonly weeks = computed(() => byWeek(this.own()));
  protected readonly thisWeek = computed(() => hoursOfThisWeek(this.own()));
  protected readonly projects = computed(() => [...new Set(this.own().map(({ project }) => project))].sort());
  protected readonly waiting = computed(() => this.own().filter(({ status }) => status === 'submitted').length);
  protected readonly newest = signal<number | null>(null);

  protected readonly totalHours = totalHours;

  protected show(added: Entry): void {
    this.entries.update((entries) =>
      [added, ...entries].sort((one, other) => other.date.localeCompare(one.date) || other.id - one.id),
    );
    this.newest.set(added.id);
    const day = this.#date.transform(added.date, 'EEEE, d MMMM', 'UTC');
    this.#toast.show(`Added: ${added.hours} h on ${added.project}, ${day}.`);
  }
}
