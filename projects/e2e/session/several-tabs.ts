import type { BrowserContext, Page, Request } from '@playwright/test';
import type { RenewalOutcome } from 'ngx-implicit-auth';
import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { renew, sessionIn } from './in-app.ts';
import { PATIENT } from './patient.ts';
import { expect, signIn, test as base } from './test.ts';

export { expect, signIn };
export { untilInLine } from './renewal-lock.ts';

/** Tabs that share their session. */
export const TOGETHER = { tabSync: {}, renewal: { ...PATIENT, leadSeconds: 300 } };

interface Fixtures {
  /** An app whose tabs share, and its server; somebody is signed in, in the test's own tab. */
  readonly signedIn: { readonly app: string; readonly server: MisbehavingServer };
}

/** The test of this folder, with somebody signed in if it asks for that. */
export const test = base.extend<Fixtures>({
  signedIn: async ({ page, withServer }, use) => {
    const stage = await withServer(TOGETHER);
    await signIn(page, stage.app);
    await use(stage);
  },
});

/** Opens tabs, all at once. */
export async function openTabs(context: BrowserContext, url: string, count: number): Promise<readonly Page[]> {
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(url, { waitUntil: 'commit' })));
  await Promise.all(tabs.map((tab) => tab.waitForFunction(() => 'probe' in globalThis)));
  return tabs;
}

/** Waits until each tab is in this state. */
export async function expectAll(tabs: readonly Page[], status: string): Promise<void> {
  for (const tab of tabs) await expect(tab.locator('#status')).toHaveText(status);
}

export async function tokensIn(tabs: readonly Page[]): Promise<ReadonlySet<string | null>> {
  const sessions = await Promise.all(tabs.map(sessionIn));
  return new Set(sessions.map(({ accessToken }) => accessToken));
}

/** Renews in a tab, and does not wait for the end of it. */
export function beginToRenew(tab: Page): Promise<RenewalOutcome['status']> {
  return renew(tab).then(({ status }) => status);
}

/** Waits until one of the tabs asks the authorization endpoint. */
export function waitForAuthorizationRequest(context: BrowserContext, { url }: MisbehavingServer): Promise<Request> {
  return context.waitForEvent('request', (request) => request.url().startsWith(`${url}/authorize?`));
}
