import type { StartServer } from '../authorization-server.ts';
import { startProvider } from '../openid/start-provider.ts';
import { requestedScopes } from '../people/scopes.ts';
import { registeredApis } from '../registered-apis.ts';

/** A certified OpenID Connect server that leaves nothing to chance, and knows one API. */
export const startStrict: StartServer = (settings) => {
  const { timesheets } = registeredApis(settings.audience);
  return startProvider(settings, {
    issuerAt: (url) => url,
    jwksPath: '/jwks',
    apis: [timesheets],
    // A request for an API scope means the one API there is; any other token is for the userinfo endpoint.
    requestedAudience: ({ scope }) => (requestedScopes(scope).api.length > 0 ? timesheets.audience : undefined),
  });
};
