import type { AuthConfig } from 'ngx-implicit-auth';

/** The sandbox's client. The sandbox has another port in each run: whoever opens the page says which. */
export function authConfig(resourceServers: readonly string[]): AuthConfig {
  return {
    issuer: (globalThis as { benchIssuer?: string }).benchIssuer ?? 'http://localhost:4300',
    clientId: 'timesheets-demo',
    scope: 'openid profile read:timesheets',
    resourceServers,
  };
}
