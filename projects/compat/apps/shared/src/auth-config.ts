import type { AuthConfig } from 'ngx-implicit-auth';

export const api = addressOf('api');

export const authConfig: AuthConfig = {
  issuer: addressOf('issuer'),
  clientId: 'timesheets-demo',
  scope: 'openid profile read:timesheets',
  resourceServers: [`${api}/timesheets`],
};

/** The page says where the servers are, as their ports are known only when they run. */
function addressOf(server: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${server}"]`)?.content ?? '';
}
