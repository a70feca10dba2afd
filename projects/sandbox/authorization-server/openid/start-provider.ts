import { Provider } from 'oidc-provider';
import { listenOnLoopback } from '../../loopback-server.ts';
import type { AuthorizationServer, ServerSettings } from '../authorization-server.ts';
import { securityHeaders } from '../pages/security-headers.ts';
import { interactions, unknownPages } from './interactions.ts';
import { providerConfiguration } from './provider-configuration.ts';
import type { ProviderPersonality } from './provider-personality.ts';
import { allowHttpOnLocalhost } from './timesheets-client.ts';

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
