/** Resolves once every promise that was settled has told whoever awaits it. */
export function promisesTold(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
