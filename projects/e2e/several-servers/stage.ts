import type { Page } from '@playwright/test';
import type { Partner } from '../../probe/src/instrument.ts';
import { startMisbehavingServer, type MisbehavingServer } from '../conformance/misbehaving-server.ts';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { serveProbe } from '../probe-app.ts';
import { test as base } from '../started.ts';

/** One app, and the two authorization servers that it trusts: one for its own pages, one for those of a partner. */
export interface Stage {
  /** The app's address; ends without a slash. */
  readonly app: string;
  readonly own: MisbehavingServer;
  readonly partner: MisbehavingServer;
}

declare global {
  /** What the probe hands to tests in its pages of the partner. */
  var partner: Partner;
}

/** `test` with what starts the app and its servers. */
export const test = base.extend<{ readonly setUp: (how?: Pick<ProbeSettings, 'isConfiguredLater'>) => Promise<Stage> }>(
  {
    setUp: async ({ started }, use) => {
      await use(async (how) => {
        const own = started(await startMisbehavingServer());
        const partner = started(await startMisbehavingServer());
        const settings = () => ({
          ...how,
          config: { issuer: own.url, clientId: 'shop', resourceServers: [own.api] },
          partner: {
            issuer: partner.url,
            clientId: 'shop',
            redirectUri: 'partner/callback',
            resourceServers: [partner.api],
          },
        });
        const app = started(await serveProbe(settings));
        return { app: app.url, own, partner };
      });
    },
  },
);

/** Opens the guarded page of the partner, and waits until it is there. */
export async function openOffers(page: Page, { app }: Stage): Promise<void> {
  await page.goto(`${app}/partner/offers?year=2026#summary`, { waitUntil: 'commit' });
  await page.locator('main', { hasText: 'offers page' }).waitFor();
}

/** Opens the app's own guarded page, and waits until it is there. */
export async function openSecret(page: Page, { app }: Stage): Promise<void> {
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await page.locator('main', { hasText: 'secret page' }).waitFor();
}

/** Takes note, in every page from now on, of each URL that a script puts into the address bar. */
export async function noteAddresses(page: Page): Promise<readonly string[]> {
  const addresses: string[] = [];
  await page.exposeFunction('noteAddress', (url: string) => addresses.push(url));
  await page.addInitScript(() => {
    for (const name of ['pushState', 'replaceState'] as const) {
      const change = history[name].bind(history);
      history[name] = (...args) => {
        change(...args);
        void (globalThis as unknown as { noteAddress: (url: string) => unknown }).noteAddress(location.href);
      };
    }
  });
  return addresses;
}
