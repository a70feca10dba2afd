export type { AccessToken } from './access-tokens.ts';
export type { AuthServer } from './auth-server.ts';
export {
  AuthServerOptionsError,
  type AuthServerEndpoint,
  type AuthServerOptions,
  type Person,
} from './auth-server-options.ts';
export type { AuthServerRequest } from './request-record.ts';
export { expect, test, type AuthServerFixtures } from './test.ts';
