import type { Page } from '@playwright/test';

/** Keeps each time-out of the page's requests from ending before the returned function is called. */
export async function holdTimeouts(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const held = new EventTarget();
    AbortSignal.timeout = () => {
      const controller = new AbortController();
      held.addEventListener('end', () => {
        controller.abort(new DOMException('Time is up.', 'TimeoutError'));
      });
      return controller.signal;
    };
    Object.assign(globalThis, { endTimeouts: () => held.dispatchEvent(new Event('end')) });
  });
  return async () => {
    await page.evaluate('endTimeouts()');
  };
}
