import { appAddress, DEMO_APP, type AppAddresses } from './app-addresses.ts';
import type { AuthorizationServer, StartServer } from './authorization-server.ts';
import { createAccounts } from './people/accounts.ts';
import { startAidbox } from './servers/aidbox.ts';
import { startAuth0 } from './servers/auth0.ts';
import { startQuery } from './servers/query.ts';
import { startStrict } from './servers/strict.ts';
import type { ServerName } from './server-names.ts';

/** How each of them is started. */
const SERVERS = {
  strict: startStrict,
  auth0: startAuth0,
  aidbox: startAidbox,
  query: startQuery,
} as const satisfies Record<ServerName, StartServer>;

/** What can be chosen about the authorization server. */
export interface AuthorizationServerOptions {
  /** Which one it is. Default `strict`. */
  readonly server?: ServerName;
  /** Default 4300; 0 takes a free one. */
  readonly port?: number;
  /** The apps that may sign people in, each by its origin and base path. Default `http://localhost:4200`. */
  readonly appOrigins?: readonly string[];
  /** The timesheets API, as access tokens name it. Default `http://localhost:4301`. */
  readonly audience?: string;
  /** How long an access token is good for, in seconds. Default 300. */
  readonly accessTokenSeconds?: number;
  /** How long an id_token is good for, in seconds. Default as long as an access token. */
  readonly idTokenSeconds?: number;
  /** Whether `aidbox` or `query` sends the state back; the others always do. Default true. */
  readonly echoesState?: boolean;
}

/**
 * Starts an authorization server, with everything it knows in memory.
 *
 * @throws PortTakenError
 * @throws TypeError when an app's address cannot be used.
 * @example
 * const server = await startAuthorizationServer({ port: 0, accessTokenSeconds: 5 });
 * await fetch(`${server.url}/.well-known/openid-configuration`);
 * await server.close();
 */
export async function startAuthorizationServer({
  server = 'strict',
  port = 4300,
  appOrigins = [],
  audience = 'http://localhost:4301',
  accessTokenSeconds = 300,
  idTokenSeconds = accessTokenSeconds,
  echoesState = true,
}: AuthorizationServerOptions = {}): Promise<AuthorizationServer> {
  const [first = DEMO_APP, ...others] = appOrigins;
  const apps: AppAddresses = [appAddress(first), ...others.map(appAddress)];
  const accounts = await createAccounts();
  return SERVERS[server]({ port, apps, accounts, audience, accessTokenSeconds, idTokenSeconds, echoesState });
}
