import type { FakePopup } from './fake-popup';
import type { Tab } from './fake-tab';

/** Resolves with the popup that a tab opens next, or with one that it has opened already, once it is at the server. */
export async function openedPopup(tab: Tab, at = tab.popups.length): Promise<FakePopup & { readonly url: string }> {
  // No timer, as a test may have stopped them.
  let popup: FakePopup | undefined;
  while (!(popup = tab.popups[at])) await new Promise((resolve) => setImmediate(resolve));
  return Object.assign(popup, { url: await popup.sent });
}

/** Has a popup stand at a URL of the app's, and the page look at it. */
export function comesTo(popup: FakePopup, url: string): void {
  popup.show(url);
  jest.advanceTimersByTime(100);
}
