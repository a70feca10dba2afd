import { test as base } from '@playwright/test';
import type { AuthConfig, ResponseType } from 'ngx-implicit-auth';
import type { RunningServer } from '../../sandbox/loopback-server.ts';
import { serveProbe } from '../probe-app.ts';
import type { Behaviour } from './behaviour.ts';
import { startMisbehavingServer, type MisbehavingServer } from './misbehaving-server.ts';
import { relyingParty, type RelyingParty } from './relying-party.ts';

/** Who takes part in a test. */
export interface Stage extends RelyingParty {
  readonly server: MisbehavingServer;
  readonly responseType: ResponseType;
}

interface Fixtures {
  /** Starts a server that behaves in this way, and opens nothing yet of the app that trusts it. */
  readonly setUp: (
    responseType: ResponseType,
    behaviour?: Behaviour,
    /** What the app is configured with beyond the usual, or in its place. */
    config?: (server: MisbehavingServer) => Partial<AuthConfig>,
  ) => Promise<Stage>;
}

/** Playwright's `test`, with a server and an app for each test. */
export const test = base.extend<Fixtures>({
  setUp: async ({ page }, use) => {
    const running: RunningServer[] = [];
    await use(async (responseType, behaviour, config) => {
      const server = await startMisbehavingServer(behaviour);
      const app = await serveProbe(() => ({
        config: {
          issuer: server.url,
          clientId: 'relying-party',
          responseType,
          scope: 'openid profile email address phone',
          resourceServers: [server.api],
          ...config?.(server),
        },
        userInfo: true,
        renewal: {},
        // Ten times a second, so that tests need not wait.
        sessionManagement: { intervalSeconds: 0.1 },
      }));
      running.push(server, app);
      return { ...relyingParty(page, app.url), server, responseType };
    });
    await Promise.all(running.map((each) => each.close()));
  },
});
