import { parseFields, readText } from './fields.ts';

/** A timesheet entry as somebody hands it in. */
export interface NewEntry {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly hours: number;
  readonly project: string;
  /** Empty when there is nothing to say. */
  readonly note: string;
}

/**
 * Reads an entry from a JSON body.
 *
 * @param today from which its day is a year away at most.
 * @throws Problem 400 that names every field at fault.
 */
export function parseNewEntry(body: string, today: Date): NewEntry {
  return parseFields<NewEntry>(body, {
    date: {
      read: (value) => calendarDate(value, today),
      rule: 'Give a day of the calendar, within a year of today.',
    },
    hours: { read: workingHours, rule: 'Give more than 0 and at most 24 hours, in steps of 0.25.' },
    project: { read: (value) => readText(value, 1, 80), rule: 'Give a project, in at most 80 characters.' },
    note: { read: (value = '') => readText(value, 0, 500), rule: 'Keep the note within 500 characters.' },
  });
}

function calendarDate(value: unknown, today: Date): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const date = new Date(value);
  // JavaScript reads the 30th of February as the 2nd of March.
  const exists = !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value);
  return exists && value >= yearsFrom(today, -1) && value <= yearsFrom(today, 1) ? value : undefined;
}

function yearsFrom(today: Date, years: number): string {
  const date = new Date(today);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function workingHours(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 24 && Number.isInteger(value * 4) ? value : undefined;
}
