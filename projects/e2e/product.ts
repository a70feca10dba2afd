import { startApi } from '../sandbox/api/start-api.ts';
import {
  startAuthorizationServer,
  type AuthorizationServerOptions,
} from '../sandbox/authorization-server/start-authorization-server.ts';
import type { Flow } from '../sandbox/authorization-server/flows.ts';
import { builtFolder } from './built-folder.ts';
import { serveApp } from './serve-app.ts';

/** The whole product, running: two built apps, the authorization server and the API, each on a port of its own. */
export interface Product {
  /** The demo: standalone, path routing. Ends without a slash. */
  readonly app: string;
  /** The NgModule app: hash routing, under a sub-path. Ends without a slash. */
  readonly moduleApp: string;
  /** The authorization server; ends without a slash. */
  readonly issuer: string;
  readonly api: string;
  readonly close: () => Promise<unknown>;
}

/** What a test may change. The demo signs in to each of the servers, the NgModule app to `strict` alone. */
export interface ProductOptions extends Pick<
  AuthorizationServerOptions,
  'server' | 'accessTokenSeconds' | 'echoesState'
> {
  /** By which flow both apps get their tokens; `implicit` by default. */
  readonly flow?: Flow;
}

/** Starts the product. It has to be built: `npm run build`. */
export async function startProduct({
  server: kind = 'strict',
  flow = 'implicit',
  ...options
}: ProductOptions = {}): Promise<Product> {
  const addresses = { issuer: '', api: '' };
  const page = (html: string) =>
    html
      // Both at once, as the one that is put in may begin like the other.
      .replace(/http:\/\/localhost:430[01]/g, (built) => (built.endsWith('0') ? addresses.issuer : addresses.api))
      .replace('content="strict"', `content="${kind}"`)
      .replace('content="implicit"', `content="${flow}"`);

  const app = await serveApp({ folder: builtFolder('demo'), base: '/', page });
  const moduleServer = await serveApp({ folder: builtFolder('demo-ngmodule'), base: '/ngmodule/', page });
  const moduleApp = `${moduleServer.url}/ngmodule`;
  const appOrigins = [app.url, moduleApp];
  const server = await startAuthorizationServer({ ...options, server: kind, port: 0, appOrigins });
  const api = await startApi({ ...server.accessTokens, port: 0, appOrigins });
  Object.assign(addresses, { issuer: server.url, api: api.url });
  return {
    app: app.url,
    moduleApp,
    ...addresses,
    close: () => Promise.all([app, moduleServer, server, api].map((running) => running.close())),
  };
}
