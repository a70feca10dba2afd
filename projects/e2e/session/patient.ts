/** A renewal that waits longer than any test lasts: what ends it sooner was not the timeout. */
export const PATIENT = { timeoutSeconds: 600 };
