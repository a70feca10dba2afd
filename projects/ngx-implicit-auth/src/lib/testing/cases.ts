import fc from 'fast-check';

/** How many generated cases a property has to hold for. A failure prints the seed that repeats it. */
export const CASES = { numRuns: 1000 };

/** Texts of any UTF-16 code units, lone surrogates included. */
export const ANY_TEXT = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });

/** Whatever may stand in a storage. */
export const ANY_RECORD = fc.oneof(ANY_TEXT, fc.string(), fc.json());

/** Nearly a record of this kind: a member or two are missing, of any other form, or too many. */
export const nearly = (record: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
  record.chain((proper) => {
    const name = fc.constantFrom(...Object.keys(proper), '__proto__', 'toJSON');
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, Infinity));
    return fc
      .array(fc.tuple(name, value), { maxLength: 3 })
      .map((changes) => asJson([...Object.entries(proper), ...changes]));
  });

/** As `JSON.stringify` writes it, `__proto__` included, and with the `1e999` that reads as Infinity. */
function asJson(members: readonly (readonly [string, unknown])[]): string {
  const last = [...new Map(members)].filter(([, value]) => value !== undefined);
  return `{${last.map(([name, value]) => `${JSON.stringify(name)}:${value === Infinity ? '1e999' : JSON.stringify(value)}`).join()}}`;
}
