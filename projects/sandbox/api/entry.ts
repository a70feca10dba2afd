import type { NewEntry } from './new-entry.ts';

/** Who wrote an entry. */
export interface Employee {
  /** Their `sub`. */
  readonly employee: string;
  readonly employeeName: string;
}

/** A timesheet entry. */
export interface Entry extends NewEntry, Employee {
  readonly id: number;
  /** Another one after each change. No two entries ever have the same one, and neither does an entry twice. */
  readonly version: string;
  readonly status: 'submitted' | 'approved' | 'rejected';
  /** The name of whoever approved it. */
  readonly approvedBy?: string;
  /** The name of whoever rejected it. */
  readonly rejectedBy?: string;
  /** Why it was rejected. */
  readonly reason?: string;
}
