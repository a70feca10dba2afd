import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';
import { isOwn, waitsForApprovalBy } from '../timesheets/entry';
import { loadedEntries, TimesheetsApi } from '../timesheets/timesheets-api';
import { hoursOfThisWeek } from '../timesheets/week';
import { WeekBars } from '../timesheets/week-bars';
import { Icon } from '../ui/icon';
import { injectPerson } from '../ui/person';

/** The start for those who are signed in: a greeting, their week, and the way on. */
@Component({
  selector: 'demo-dashboard',
  imports: [Icon, RouterLink, WeekBars],
  templateUrl: './dashboard.html',
  styleUrl: './dashboard.css',
})
export class Dashboard {
  readonly #auth = inject(AuthService);
  readonly #entries = inject(TimesheetsApi).entries();

  protected readonly person = injectPerson();
  protected readonly greeting = computed(() =>
    [greetingAt(new Date().getHours()), this.person()?.firstName].filter((words) => words !== undefined).join(', '),
  );
  protected readonly mayApprove = computed(
    () => this.#auth.session()?.scope.split(' ').includes('approve:timesheets') ?? false,
  );
  protected readonly thisWeek = computed(() => {
    const person = this.person();
    return hoursOfThisWeek(loadedEntries(this.#entries).filter((entry) => isOwn(entry, person)));
  });
  protected readonly waiting = computed(() => {
    const person = this.person();
    return loadedEntries(this.#entries).filter((entry) => waitsForApprovalBy(person, entry)).length;
  });
}

function greetingAt(hour: number): string {
  if (hour < 5 || hour >= 18) return 'Good evening';
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}
