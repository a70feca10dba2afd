import { Provider, type Configuration, type ResponseType } from 'oidc-provider';
import { listenOnLoopback } from '../../loopback-server.ts';
import type { AuthorizationServer, ServerSettings } from '../authorization-server.ts';
import { securityHeaders } from '../pages/security-headers.ts';
import type { RegisteredApi } from '../registered-apis.ts';
import { interactions, unknownPages } from './interactions.ts';
import { providerConfiguration } from './provider-configuration.ts';
import { allowHttpOnLocalhost } from './timesheets-client.ts';

/** What one server on oidc-provider has that another has not. */
export interface ProviderPersonality {
  /** Its issuer identifier, by its URL without a slash. */
  readonly issuerAt: (url: string) => string;
  readonly jwksPath: string;
  readonly responseTypes: readonly ResponseType[];
  readonly apis: readonly RegisteredApi[];
  /** The API that a request is for when it names none by `resource`; `undefined` for the userinfo endpoint. */
  readonly requestedAudience: (parameters: Readonly<Record<string, unknown>>) => string | undefined;
  /** The features that it has or lacks. */
  readonly features?: Pick<NonNullable<Configuration['features']>, 'revocation' | 'webMessageResponseMode'>;
  /** What else it configures differently. */
  readonly differences?: Omit<Configuration, 'features'>;
}

/**
 * Starts an OpenID Connect server on oidc-provider.
 *
 * @throws PortTakenError
 */
export async function startProvider(
  settings: ServerSettings,
  personality: ProviderPersonality,
): Promise<AuthorizationServer> {
  const { apps } = settings;
  const server = await listenOnLoopback(settings.port, (url) => {
    const configuration = providerConfiguration(url, settings, personality);
    const provider = new Provider(personality.issuerAt(url), configuration);
    allowHttpOnLocalhost(provider);
    provider.on('server_error', (_ctx, error) => console.error(error));
    provider.use((ctx, next) => {
      ctx.set(securityHeaders(apps));
      return next();
    });
    provider.use(unknownPages(apps));
    provider.use(interactions(provider, settings, personality.apis));
    return provider.callback();
  });
  return {
    ...server,
    accessTokens: { issuer: personality.issuerAt(server.url), jwksUri: `${server.url}${personality.jwksPath}` },
  };
}
