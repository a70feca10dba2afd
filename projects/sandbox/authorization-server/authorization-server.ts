import type { ApiOptions } from '../api/start-api.ts';
import type { RunningServer } from '../loopback-server.ts';
import type { AppAddresses } from './app-addresses.ts';
import type { Accounts } from './people/accounts.ts';

/** An authorization server, running. */
export interface AuthorizationServer extends RunningServer {
  /** How an API checks the access tokens of this server: options for `startApi`. */
  readonly accessTokens: Pick<ApiOptions, 'issuer' | 'jwksUri' | 'introspection'>;
}

/** What every authorization server is told, whichever it behaves like. */
export interface ServerSettings {
  /** 0 takes a free one. */
  readonly port: number;
  readonly apps: AppAddresses;
  readonly accounts: Accounts;
  /** The timesheets API, as its access tokens name it. */
  readonly audience: string;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  /** Whether the state is sent back by a server that may leave it out. */
  readonly echoesState: boolean;
}

/** Starts an authorization server. */
export type StartServer = (settings: ServerSettings) => Promise<AuthorizationServer>;
