import { expect } from '@playwright/test';
import { inPage, type Evaluating } from '../engines/in-page.ts';

// A broadcast channel of the tests' own. Once a page has heard something on it, it has heard as well what was posted on
// the app's channels before.

/** Has a page listen from now on. */
export async function listenOnTestChannel(page: Evaluating): Promise<void> {
  await inPage(page, () => {
    const testChannel = new BroadcastChannel('test');
    testChannel.onmessage = () => Object.assign(globalThis, { hasHeard: true });
    Object.assign(globalThis, { testChannel });
  });
}

/** Has a page say something that the pages which listen hear. */
export async function postOnTestChannel(page: Evaluating): Promise<void> {
  await inPage(page, () => {
    new BroadcastChannel('test').postMessage(null);
  });
}

/** Waits until a page that listens has heard something. */
export async function untilHeard(page: Evaluating): Promise<void> {
  await expect.poll(() => inPage(page, () => 'hasHeard' in globalThis)).toBe(true);
}
