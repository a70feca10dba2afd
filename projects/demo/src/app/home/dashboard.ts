import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';
import { TimesheetsApi } from '../timesheets/timesheets-api';
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
  readonly #list = computed(() => (this.#entries.hasValue() ? this.#entries.value() : []));

  protected readonly person = injectPerson();
  protected readonly greeting = greetingAt(new Date().getHours());
  protected readonly mayApprove = computed(
    () => this.#auth.session()?.scope.split(' ').includes('approve:timesheets') ?? false,
  );
  protected readonly thisWeek = computed(() => {
    const me = this.person()?.id;
    return hoursOfThisWeek(this.#list().filter(({ employee }) => employee === me));
  });
  protected readonly waiting = computed(() => {
    const me = this.person()?.id;
    return this.#list().filter(({ employee, status }) => employee !== me && status === 'submitted').length;
  });
}

function greetingAt(hour: number): string {
  if (hour < 5 || hour >= 18) return 'Good evening';
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}
