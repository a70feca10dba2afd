/** Resolves once every promise that is settled by now has run its callbacks. */
export function promisesTold(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
