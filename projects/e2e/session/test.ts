import type { Page } from '@playwright/test';
import { expect, test as base } from '../engines/test.ts';
import type { MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { startWithSandbox, startWithServer, type Sandbox, type SandboxOptions, type ServerOptions } from './stage.ts';

interface Fixtures {
  /** Starts an app and the sandbox's authorization server; nobody is signed in yet. */
  readonly withSandbox: (options?: SandboxOptions) => Promise<Sandbox>;
  /** Starts an app and a server that does as the test tells it; nobody is signed in yet. */
  readonly withServer: (
    options?: ServerOptions,
  ) => Promise<{ readonly app: string; readonly server: MisbehavingServer }>;
}

/** `test` with what starts an app and a server, each for one test. */
export const test = base.extend<Fixtures>({
  withSandbox: async ({ started }, use) => {
    await use((options = {}) => startWithSandbox(started, options));
  },
  withServer: async ({ started }, use) => {
    await use((options = {}) => startWithServer(started, options));
  },
});

export { expect };

/**
 * Opens the app's guarded page, and waits for the sign-in, which a server that asks nothing of the person does at once.
 */
export async function signIn(page: Page, app: string): Promise<void> {
  await page.goto(`${app}/secret`, { waitUntil: 'commit' });
  await expect(page.locator('main')).toHaveText('secret page');
}
