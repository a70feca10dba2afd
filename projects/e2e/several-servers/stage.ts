import { test as base, type Page } from '@playwright/test';
import type { Partner, Probe } from '../../probe/src/instrument.ts';
import type { RunningServer } from '../../sandbox/loopback-server.ts';
import type { Behaviour } from '../conformance/behaviour.ts';
import { startMisbehavingServer, type MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { serveProbe } from '../probe-app.ts';

/** One app, and the two authorization servers that it trusts: one for its own pages, one for those of a partner. */
export interface Stage {
  /** The app's address; ends without a slash. */
  readonly app: string;
  readonly own: MisbehavingServer;
  readonly partner: MisbehavingServer;
}

declare global {
  /** Only inside the page. */
  var probe: Probe;
  var partner: Partner;
}

/** Playwright's `test`, with the app and its servers for each test. */
export const test = base.extend<{ setUp: (behaviour?: { own?: Behaviour; partner?: Behaviour }) => Promise<Stage> }>({
  setUp: async ({}, use) => {
    const running: RunningServer[] = [];
    await use(async ({ own: ownBehaviour, partner: partnerBehaviour } = {}) => {
      const own = await startMisbehavingServer(ownBehaviour);
      const partner = await startMisbehavingServer(partnerBehaviour);
      const app = await serveProbe(() => ({
        config: { issuer: own.url, clientId: 'shop', resourceServers: [own.api] },
        partner: {
          issuer: partner.url,
          clientId: 'shop',
          redirectUri: 'partner/callback',
          resourceServers: [partner.api],
        },
      }));
      running.push(own, partner, app);
      return { app: app.url, own, partner };
    });
    await Promise.all(running.map((each) => each.close()));
  },
});

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
