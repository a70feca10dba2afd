import type { AuthConfig, AuthResponseType } from 'ngx-implicit-auth';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { serveProbe } from '../probe-app.ts';
import { test as base } from '../started.ts';
import type { Behaviour } from './behaviour.ts';
import { startMisbehavingServer, type MisbehavingServer } from './misbehaving-server.ts';
import { relyingParty, type RelyingParty } from './relying-party.ts';

/** Who takes part in a test. */
export interface Stage extends RelyingParty {
  readonly server: MisbehavingServer;
  readonly responseType: AuthResponseType;
}

interface Fixtures {
  /** Starts a server that behaves in this way, and opens nothing yet of the app that trusts it. */
  readonly setUp: (
    responseType: AuthResponseType,
    behaviour?: Behaviour,
    /** What the app is configured with beyond the usual, or in its place. */
    config?: (server: MisbehavingServer) => Partial<AuthConfig>,
    /** The same for its features. */
    features?: Partial<ProbeSettings>,
  ) => Promise<Stage>;
}

/** `test` with what starts a server and an app, each for one test. */
export const test = base.extend<Fixtures>({
  setUp: async ({ page, started }, use) => {
    await use(async (responseType, behaviour, config, features) => {
      const server = started(await startMisbehavingServer(behaviour));
      const settings = () => ({
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
        ...features,
      });
      const app = started(await serveProbe(settings));
      return { ...relyingParty(page, app.url), server, responseType };
    });
  },
});
