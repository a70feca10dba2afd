import type { AuthConfig } from 'ngx-implicit-auth';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { startApi } from '../../sandbox/api/start-api.ts';
import { startAuthorizationServer } from '../../sandbox/authorization-server/start-authorization-server.ts';
import { startFront, type FrontOptions } from '../attacks/front.ts';
import type { Behaviour } from '../conformance/behaviour.ts';
import { startMisbehavingServer, type MisbehavingServer } from '../conformance/misbehaving-server.ts';
import { serveProbe } from '../probe-app.ts';
import type { Started } from '../started.ts';

/** What a test wants of the app; renewals are on unless it says otherwise. */
interface AppOptions extends Omit<ProbeSettings, 'config'> {
  readonly config?: Partial<AuthConfig>;
  /** What the app is opened as; another name of this machine is another site. */
  readonly host?: 'localhost' | '127.0.0.1';
}

/** An app, and the sandbox's authorization server. */
export interface SandboxOptions extends AppOptions {
  readonly accessTokenSeconds?: number;
}

/** An app, and a server that does as the test tells it. */
export interface ServerOptions extends AppOptions {
  readonly behaviour?: Behaviour;
  /** What stands between the browser and the app's web server. */
  readonly front?: (issuer: string) => FrontOptions;
}

/** The addresses of what was started. */
export interface Sandbox {
  readonly app: string;
  readonly issuer: string;
  /** The timesheets API. */
  readonly api: string;
}

export async function startWithSandbox(
  started: Started,
  { accessTokenSeconds, host = 'localhost', config, ...settings }: SandboxOptions,
): Promise<Sandbox> {
  const addresses = { issuer: '', api: '' };
  const probe = started(
    await serveProbe(() => ({
      renewal: {},
      ...settings,
      config: {
        issuer: addresses.issuer,
        clientId: 'timesheets-demo',
        scope: 'openid profile',
        resourceServers: [addresses.api],
        ...config,
      },
    })),
  );
  const app = probe.url.replace('localhost', host);
  const server = started(await startAuthorizationServer({ port: 0, appOrigins: [app], accessTokenSeconds }));
  const api = started(await startApi({ port: 0, ...server.accessTokens, appOrigins: [app] }));
  Object.assign(addresses, { issuer: server.url, api: api.url });
  return { app, ...addresses };
}

export async function startWithServer(
  started: Started,
  { behaviour, front, host = 'localhost', config, ...settings }: ServerOptions,
): Promise<{ readonly app: string; readonly server: MisbehavingServer }> {
  const server = started(await startMisbehavingServer(behaviour));
  const probe = started(
    await serveProbe(() => ({
      renewal: {},
      ...settings,
      config: { issuer: server.url, clientId: 'relying-party', resourceServers: [server.api], ...config },
    })),
  );
  const app = front ? started(await startFront(probe.url, front(server.url))) : probe;
  return { app: app.url.replace('localhost', host), server };
}
