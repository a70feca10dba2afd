import type { Page } from '@playwright/test';

/**
 * Stops all scripts of a page from now on, as freezing it does, until it is told to go on. DevTools would freeze hidden
 * pages only (`Page.setWebLifecycleState`), and no page of a browser without windows is hidden.
 */
export async function freezePage(page: Page): Promise<() => Promise<void>> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Debugger.enable');
  await devTools.send('Debugger.pause');
  return () => devTools.detach();
}
