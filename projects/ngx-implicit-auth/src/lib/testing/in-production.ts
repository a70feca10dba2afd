/** Runs what a production build would run. */
export async function inProduction<T>(run: () => Promise<T> | T): Promise<T> {
  const mode = Object.getOwnPropertyDescriptor(globalThis, 'ngDevMode') ?? {};
  Object.defineProperty(globalThis, 'ngDevMode', { value: false, configurable: true });
  try {
    return await run();
  } finally {
    Object.defineProperty(globalThis, 'ngDevMode', mode);
  }
}
