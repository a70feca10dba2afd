import { Problem, type FieldFault } from './problem.ts';

/** A timesheet entry as somebody hands it in. */
export interface NewEntry {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly hours: number;
  readonly project: string;
  /** Empty when there is nothing to say. */
  readonly note: string;
}

const RULES: Readonly<Record<keyof NewEntry, string>> = {
  date: 'Give a day of the calendar, as YYYY-MM-DD.',
  hours: 'Give more than 0 and at most 24 hours, in steps of 0.25.',
  project: 'Give a project, in at most 80 characters.',
  note: 'Keep the note within 500 characters.',
};

/**
 * Reads an entry from a JSON body.
 *
 * @throws Problem 400 that names every field at fault.
 */
export function parseNewEntry(body: string): NewEntry {
  const { date, hours, project, note = '', ...others } = parseObject(body);
  const entry = {
    date: calendarDate(date),
    hours: workingHours(hours),
    project: text(project, 1, 80),
    note: text(note, 0, 500),
  };
  const faults: FieldFault[] = [
    ...(Object.keys(RULES) as (keyof NewEntry)[])
      .filter((field) => entry[field] === undefined)
      .map((field) => ({ field, detail: RULES[field] })),
    ...Object.keys(others).map((field) => ({ field, detail: 'An entry has no such field.' })),
  ];
  if (faults.length > 0) throw new Problem(400, 'The entry was not added: see the errors.', { faults });
  return entry as NewEntry;
}

function parseObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new Problem(400, 'The body is not JSON.', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(400, 'The body is not a JSON object.');
  }
  return value as Record<string, unknown>;
}

function calendarDate(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const date = new Date(value);
  // JavaScript reads the 30th of February as the 2nd of March.
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value) ? value : undefined;
}

function workingHours(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 24 && Number.isInteger(value * 4) ? value : undefined;
}

function text(value: unknown, shortest: number, longest: number): string | undefined {
  // Half a surrogate pair is no character, and SQLite would keep another one in its place.
  if (typeof value !== 'string' || /\p{Surrogate}/u.test(value)) return undefined;
  const trimmed = value.trim();
  const { length } = Array.from(trimmed);
  return length >= shortest && length <= longest ? trimmed : undefined;
}
