import { formatDate } from '@angular/common';
import { totalHours, type Entry } from './entry';

const LOCALE = 'en';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The entries of one week, Monday to Sunday. */
export interface Week {
  /** Its Monday, as `YYYY-MM-DD`. */
  readonly monday: string;
  /** In words, such as `Last week`. */
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** A day of the calendar where the person is, as `YYYY-MM-DD`. */
export function today(): string {
  return formatDate(new Date(), 'yyyy-MM-dd', LOCALE);
}

/** Puts entries into their weeks, both in the order given. */
export function byWeek(entries: readonly Entry[]): readonly Week[] {
  const weeks = Map.groupBy(entries, ({ date }) => mondayOf(date));
  return Array.from(weeks, ([monday, its]) => ({ monday, name: nameOf(monday), entries: its }));
}

/** The hours of each day of this week, Monday to Friday, and of the weekend where there are any. */
export function hoursOfThisWeek(
  entries: readonly Entry[],
): readonly { readonly date: string; readonly hours: number }[] {
  const monday = mondayOf(today());
  return Array.from({ length: 7 }, (_, index) => {
    const date = addDays(monday, index);
    return { date, hours: totalHours(entries.filter((entry) => entry.date === date)) };
  }).filter(({ hours }, index) => index < 5 || hours > 0);
}

// A day has no time zone: it is counted as if it were UTC, and shown as such.
function mondayOf(date: string): string {
  return addDays(date, -((new Date(date).getUTCDay() + 6) % 7));
}

function addDays(date: string, days: number): string {
  return formatDate(new Date(date).valueOf() + days * DAY_MS, 'yyyy-MM-dd', LOCALE, 'UTC');
}

function nameOf(monday: string): string {
  const thisMonday = mondayOf(today());
  if (monday === thisMonday) return 'This week';
  if (monday === addDays(thisMonday, -7)) return 'Last week';
  if (monday === addDays(thisMonday, 7)) return 'Next week';
  return `Week of ${formatDate(monday, 'd MMMM y', LOCALE, 'UTC')}`;
}
