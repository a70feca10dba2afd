import fc from 'fast-check';

/** How many generated cases a property has to hold for. A failure prints the seed that repeats it. */
export const CASES = { numRuns: 1000 };

/** Texts of any UTF-16 code units, lone surrogates included. */
export const ANY_TEXT = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
