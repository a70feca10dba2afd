import { expect, test as base } from '../../../dist/ngx-implicit-auth/testing/playwright/index.js';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { serveProbe } from '../probe-app.ts';

const ISSUER = 'https://id.example.com';

/** The server as the tests of this folder have it, and the app. */
export const AUTH_SERVER = { issuer: ISSUER, clientId: 'timesheets-spa', person: { sub: 'alice', name: 'Alice' } };
export const API = 'https://api.example.com/timesheets';

/** How a test wants the app to be, beyond its server. */
type AppSettings = Omit<ProbeSettings, 'config'> & { readonly config?: Partial<ProbeSettings['config']> };

/**
 * The package's `test`, as users have it: with a built app at `baseURL`. There is no authorization server anywhere. That
 * the issuer cannot be reached by the network is not left to chance.
 */
export const test = base.extend<{ appSettings: AppSettings }>({
  authServerOptions: AUTH_SERVER,
  appSettings: [{}, { option: true }],
  baseURL: async ({ appSettings }, use) => {
    const { config, ...settings } = appSettings;
    const { clientId } = AUTH_SERVER;
    const all = { issuer: ISSUER, clientId, resourceServers: [API], ...config };
    const app = await serveProbe(() => ({ ...settings, config: all }));
    await use(app.url);
    await app.close();
  },
});

export { expect };
