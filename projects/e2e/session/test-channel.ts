import { expect } from '@playwright/test';
import { inPage, type Evaluating } from '../engines/in-page.ts';

// A broadcast channel of the tests' own. Whatever one page has posted on the app's channels has arrived in another before
// what it posts here afterwards.

/** Begins to listen. */
export async function listenOnTestChannel(page: Evaluating): Promise<void> {
  await inPage(page, () => {
    const testChannel = new BroadcastChannel('test');
    testChannel.onmessage = () => Object.assign(globalThis, { hasHeard: true });
    Object.assign(globalThis, { testChannel });
  });
}

export async function postOnTestChannel(page: Evaluating): Promise<void> {
  await inPage(page, () => {
    new BroadcastChannel('test').postMessage(null);
  });
}

/** Waits until a page that listens has heard something. */
export async function untilHeard(page: Evaluating): Promise<void> {
  await expect.poll(() => inPage(page, () => 'hasHeard' in globalThis)).toBe(true);
}
