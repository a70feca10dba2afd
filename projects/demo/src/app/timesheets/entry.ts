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
  /** Another one after each change: by it the API tells whether the person has seen what they act upon. */
  readonly version: string;
  /** The `sub` of whoever wrote it. */
  readonly employee: string;
  readonly employeeName: string;
  readonly status: 'submitted' | 'approved' | 'rejected';
  /** The name of whoever approved it. */
  readonly approvedBy?: string;
  /** The name of whoever rejected it. */
  readonly rejectedBy?: string;
  /** Why it was rejected. */
  readonly reason?: string;
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

/** The hours of all entries together. What was rejected does not count. */
export function totalHours(entries: readonly { readonly hours: number; readonly status?: Entry['status'] }[]): number {
  return entries.reduce((total, { hours, status }) => (status === 'rejected' ? total : total + hours), 0);
}
