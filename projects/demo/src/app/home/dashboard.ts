import { DecimalPipe } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isOwn, totalHours, waitsForApprovalBy } from '../timesheets/entry';
import { LoadFailure } from '../timesheets/load-failure';
import { loadedEntries, TimesheetsApi } from '../timesheets/timesheets-api';
import { hoursOfThisWeek } from '../timesheets/week';
import { WeekBars } from '../timesheets/week-bars';
import { Icon } from '../ui/icon';
import { asksToApprove, injectMayApprove } from '../ui/may-approve';
import { injectPerson } from '../ui/person';

/** The start for those who are signed in: a greeting, their week, and the way on. */
@Component({
  selector: 'demo-dashboard',
  imports: [DecimalPipe, Icon, LoadFailure, RouterLink, WeekBars],
  templateUrl: './dashboard.html',
  styleUrl: './dashboard.css',
})
export class Dashboard {
  protected readonly entries = inject(TimesheetsApi).entries();

  protected readonly person = injectPerson();
  protected readonly greeting = computed(() =>
    [greetingAt(new Date().getHours()), this.person()?.firstName].filter((words) => words !== undefined).join(', '),
  );
  protected readonly mayApprove = injectMayApprove();
  protected readonly asksToApprove = asksToApprove;
  readonly #own = computed(() => {
    const person = this.person();
    return loadedEntries(this.entries).filter((entry) => isOwn(entry, person));
  });
  /** No number is told that is none: neither before the entries are there, nor when they cannot be had. */
  protected readonly isLoaded = computed(() => this.entries.hasValue() && !this.entries.isLoading());
  readonly #week = computed(() => hoursOfThisWeek(this.#own()));
  protected readonly days = computed(() =>
    this.isLoaded() ? this.#week() : this.#week().map(({ date }) => ({ date, hours: null })),
  );
  protected readonly total = computed(() => totalHours(this.#week()));
  protected readonly rejected = computed(() => this.#own().filter(({ status }) => status === 'rejected').length);
  protected readonly waiting = computed(() => {
    const person = this.person();
    return loadedEntries(this.entries).filter((entry) => waitsForApprovalBy(person, entry)).length;
  });
}

function greetingAt(hour: number): string {
  if (hour < 5 || hour >= 18) return 'Good evening';
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}
