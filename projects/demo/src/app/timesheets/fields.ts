import type { Entry, NewEntry } from './entry';

/** An entry as it stands in the fields of the form. */
export interface Fields extends Omit<NewEntry, 'hours'> {
  readonly hours: string;
}

/** What is typed and not saved. */
export interface TypedEntry {
  /** What it changes. */
  readonly changing: Entry | null;
  readonly fields: Fields;
  /** What the person had begun to add when they turned to another entry. */
  readonly draft: Fields;
}

export const BLANK = { hours: '', project: '', note: '' };

export function fieldsOf({ date, hours, project, note }: NewEntry): Fields {
  return { date, hours: String(hours), project, note };
}

export function isSame(one: Fields, other: Fields): boolean {
  return (Object.keys(one) as (keyof Fields)[]).every((name) => one[name] === other[name]);
}

/** Reads a number with a point or a comma; `NaN` for anything else. */
export function numberOf(text: string): number {
  return /^[+-]?(\d+[.,]?\d*|[.,]\d+)$/.test(text.trim()) ? Number(text.replace(',', '.')) : NaN;
}
