/** How many generated cases a property has to hold for. A failure prints the seed that repeats it. */
export const CASES = { numRuns: 1000 };
