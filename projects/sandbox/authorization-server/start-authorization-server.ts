import { Provider } from 'oidc-provider';
import { listenOnLoopback, type RunningServer } from '../loopback-server.ts';
import { createAccounts } from './accounts.ts';
import { appAddress, DEMO_APP, type AppAddresses } from './app-addresses.ts';
import { interactions, unknownPages } from './interactions.ts';
import { PAGE_STYLE } from './pages/page.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { securityHeaders } from './security-headers.ts';
import { allowHttpOnLocalhost } from './timesheets-client.ts';

/** What can be chosen about the authorization server. */
export interface AuthorizationServerOptions {
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
}

/**
 * Starts an OpenID Connect server for the implicit flow, with everything it knows in memory.
 *
 * @throws PortTakenError
 * @throws TypeError when an app's address cannot be used.
 * @example
 * const server = await startAuthorizationServer({ port: 0, accessTokenSeconds: 5 });
 * await fetch(`${server.url}/.well-known/openid-configuration`);
 * await server.close();
 */
export async function startAuthorizationServer({
  port = 4300,
  appOrigins = [],
  audience = 'http://localhost:4301',
  accessTokenSeconds = 300,
  idTokenSeconds = accessTokenSeconds,
}: AuthorizationServerOptions = {}): Promise<RunningServer> {
  const [first = DEMO_APP, ...others] = appOrigins;
  const apps: AppAddresses = [appAddress(first), ...others.map(appAddress)];
  const accounts = await createAccounts();

  return listenOnLoopback(port, (issuer) => {
    const provider = new Provider(
      issuer,
      providerConfiguration({
        port: new URL(issuer).port,
        apps,
        accounts,
        audience,
        accessTokenSeconds,
        idTokenSeconds,
      }),
    );
    allowHttpOnLocalhost(provider);
    provider.on('server_error', (_ctx, error) => console.error(error));
    provider.use(securityHeaders(apps, PAGE_STYLE));
    provider.use(unknownPages(apps));
    provider.use(interactions(provider, accounts, audience, apps));
    return provider.callback();
  });
}
