/** A renewal that waits longer than any test may last: for an answer that is held back, and for what must be noticed sooner. */
export const PATIENT = { timeoutSeconds: 600 };
