import type { BrowserContext, Page } from '@playwright/test';

/** Keeps requests for an endpoint on their way until they are let go. */
export async function holdRequests(from: BrowserContext | Page, endpoint: string): Promise<() => void> {
  const { promise: mayGo, resolve: letGo } = Promise.withResolvers<null>();
  await from.route(`${endpoint}?*`, async (route) => {
    await mayGo;
    // The tab that has asked may be gone.
    await route.continue().catch(() => {});
  });
  return () => {
    letGo(null);
  };
}
