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
  readonly status: 'submitted' | 'approved';
  /** The name of whoever approved it. */
  readonly approvedBy?: string;
}
