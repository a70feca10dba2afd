import fc from 'fast-check';

/** How many generated cases a property has to hold for. A failure prints the seed that repeats it. */
export const CASES = { numRuns: 1000 };

/** Texts of any UTF-16 code units, lone surrogates included. */
export const ANY_TEXT = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });

/** Whatever may stand in a storage. */
export const ANY_RECORD = fc.oneof(ANY_TEXT, fc.string(), fc.json());

/** JSON of nearly a record of this kind: up to three of its members are missing, of another form, or too many. */
export const nearly = (record: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
  record.chain((proper) => {
    const name = fc.constantFrom(...Object.keys(proper), '__proto__', 'toJSON');
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, Infinity));
    return fc
      .array(fc.tuple(name, value), { maxLength: 3 })
      .map((changes) => asJson([...Object.entries(proper), ...changes]));
  });

/** Writes JSON as `JSON.stringify` does, but keeps a member `__proto__`, and writes Infinity as `1e999`. */
function asJson(members: readonly (readonly [string, unknown])[]): string {
  const last = [...new Map(members)].filter(([, value]) => value !== undefined);
  return `{${last.map(([name, value]) => `${JSON.stringify(name)}:${value === Infinity ? '1e999' : JSON.stringify(value)}`).join()}}`;
}
