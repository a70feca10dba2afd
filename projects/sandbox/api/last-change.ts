import type { Entry } from './entry.ts';

/** Says what was last done to an entry, and by whom, to the person with this `sub`. */
export function lastChangeOf({ approvedBy, rejectedBy, employee, employeeName }: Entry, sub: string): string {
  if (approvedBy !== undefined) return `${approvedBy} approved this entry`;
  if (rejectedBy !== undefined) return `${rejectedBy} rejected this entry`;
  return `${employee === sub ? 'You' : employeeName} changed this entry`;
}
