import type { Page } from '@playwright/test';

/** Collects where the tab goes from now on. */
export function watchJourney(page: Page): readonly string[] {
  const urls: string[] = [];
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) urls.push(frame.url());
  });
  return urls;
}
