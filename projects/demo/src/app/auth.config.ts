import type { AuthConfig } from 'ngx-implicit-auth';
import { AUTHORIZATION_SERVER, TIMESHEETS_API } from './addresses';

export const authConfig = {
  issuer: AUTHORIZATION_SERVER,
  clientId: 'timesheets-demo',
  redirectUri: 'auth/callback',
  scope: 'openid profile email read:timesheets write:timesheets approve:timesheets',
  resourceServers: [`${TIMESHEETS_API}/timesheets`],
} as const satisfies AuthConfig;
