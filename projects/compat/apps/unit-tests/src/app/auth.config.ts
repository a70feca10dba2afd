import type { AuthConfig } from 'ngx-implicit-auth';

export const authConfig: AuthConfig = {
  issuer: 'https://id.example.com',
  clientId: 'timesheets',
  scope: 'openid profile',
  resourceServers: ['https://api.example.com'],
};
