import { parseFields, readText } from './fields.ts';

/** Why an entry is not approved. */
export interface Rejection {
  /** For whoever wrote the entry. */
  readonly reason: string;
}

/**
 * Reads a rejection from a JSON body.
 *
 * @throws Problem 400 that names every field at fault.
 */
export function parseRejection(body: string): Rejection {
  return parseFields<Rejection>(body, {
    reason: { read: (value) => readText(value, 1, 500), rule: 'Give the reason, in at most 500 characters.' },
  });
}
