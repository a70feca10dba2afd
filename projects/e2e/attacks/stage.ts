import type { AuthConfig } from 'ngx-implicit-auth';
import type { ProbeSettings } from '../../probe/src/settings.ts';
import { startAuthorizationServer } from '../../sandbox/authorization-server/start-authorization-server.ts';
import { serveProbe } from '../probe-app.ts';
import type { Started } from '../started.ts';
import { startFront, type FrontOptions } from './front.ts';
import { startWitness, type Answer, type Testimony, type Witness } from './witness.ts';

/** Where an attack takes place: the origins that have a part in it, each running. */
export interface Stage {
  readonly app: string;
  readonly issuer: string;
  /** The API that the token is for: its `/public`, and what is below that. */
  readonly api: Witness;
  /** An origin that nothing is meant for. */
  readonly stranger: Witness;
}

/** What an attack needs to be different. */
export interface StageOptions {
  readonly config?: Partial<AuthConfig>;
  /** What the app has switched on; nothing by default. */
  readonly features?: Omit<ProbeSettings, 'config'>;
  readonly accessTokenSeconds?: number;
  readonly front?: (addresses: { readonly stranger: string }) => FrontOptions;
  /** What the API answers. */
  readonly api?: (request: Testimony, addresses: { readonly stranger: string }) => Answer | Promise<Answer>;
  /** What the stranger answers. */
  readonly stranger?: (request: Testimony) => Answer;
}

export async function startStage(started: Started, options: StageOptions): Promise<Stage> {
  const { config, features, accessTokenSeconds } = options;
  const stranger = started(await startWitness(options.stranger));
  const addresses = { stranger: stranger.url, issuer: '' };
  const api = started(await startWitness((request) => options.api?.(request, addresses) ?? {}));
  const probe = started(
    await serveProbe(() => ({
      ...features,
      config: {
        issuer: addresses.issuer,
        clientId: 'timesheets-demo',
        scope: 'openid profile',
        resourceServers: [`${api.url}/public`],
        ...config,
      },
    })),
  );
  const app = options.front ? started(await startFront(probe.url, options.front(addresses))) : probe;
  const server = started(await startAuthorizationServer({ port: 0, appOrigins: [app.url], accessTokenSeconds }));
  addresses.issuer = server.url;
  return { app: app.url, issuer: server.url, api, stranger };
}
