import type { Person } from '../ui/person';

/** A timesheet entry as somebody hands it in. */
export interface NewEntry {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly hours: number;
  readonly project: string;
  /** Empty when there is nothing to say. */
  readonly note: string;
}

/** A timesheet entry as the API keeps it. */
export interface Entry extends NewEntry {
  readonly id: number;
  /** The `sub` of whoever wrote it. */
  readonly employee: string;
  readonly employeeName: string;
  readonly status: 'submitted' | 'approved';
  /** The name of whoever approved it. */
  readonly approvedBy?: string;
}

/**
 * Whether an entry is this person's. Where the server does not tell who they are, the API sends them only their own.
 */
export function isOwn({ employee }: Entry, person: Person | null): boolean {
  return person === null || person.id === employee;
}

/** Whether an entry waits for this person's approval. Nobody approves their own. */
export function waitsForApprovalBy(person: Person | null, entry: Entry): boolean {
  return !isOwn(entry, person) && entry.status === 'submitted';
}

/** The hours of all entries together. */
export function totalHours(entries: readonly Pick<NewEntry, 'hours'>[]): number {
  return entries.reduce((total, { hours }) => total + hours, 0);
}
