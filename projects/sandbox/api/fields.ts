import { Problem, type FieldFault } from './problem.ts';

/** How each field of a body is read: `undefined` when it does not keep its rule. */
export type Fields<T> = {
  readonly [K in keyof T]-?: { readonly read: (value: unknown) => T[K] | undefined; readonly rule: string };
};

/**
 * Reads the fields of a JSON body.
 *
 * @throws Problem 400 that names every field at fault.
 */
export function parseFields<T extends object>(body: string, fields: Fields<T>): T {
  const given = parseObject(body);
  const names = Object.keys(fields) as (keyof T & string)[];
  const values = names.map((name) => [name, fields[name].read(given[name])] as const);
  const faults: FieldFault[] = [
    ...values.flatMap(([field, value]) => (value === undefined ? [{ field, detail: fields[field].rule }] : [])),
    ...Object.keys(given)
      .filter((field) => !Object.hasOwn(fields, field))
      .map((field) => ({ field, detail: 'There is no such field.' })),
  ];
  if (faults.length > 0) throw fieldsAtFault(faults);
  return Object.fromEntries(values) as T;
}

/** A 400: the fields are at fault, and nothing has changed. */
export function fieldsAtFault(faults: readonly FieldFault[]): Problem {
  return new Problem(400, 'Nothing was changed: see the errors.', { faults });
}

/** Reads a text of so many characters, without the space around it. */
export function readText(value: unknown, shortest: number, longest: number): string | undefined {
  // Half a surrogate pair is no character, and SQLite would keep another one in its place.
  if (typeof value !== 'string' || /\p{Surrogate}/u.test(value)) return undefined;
  const trimmed = value.trim();
  const { length } = Array.from(trimmed);
  return length >= shortest && length <= longest ? trimmed : undefined;
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
