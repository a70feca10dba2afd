import { randomBytes } from 'node:crypto';
import { errors, type Configuration } from 'oidc-provider';
import type { ServerSettings } from '../authorization-server.ts';
import { renderErrorPage } from '../pages/error-page.ts';
import { renderSignedOutPage } from '../pages/sign-out-page.ts';
import { claimsOf } from '../people/accounts.ts';
import { createSigningKey } from '../signing-key.ts';
import { explainError } from './explain-error.ts';
import { interactionPolicy } from './interaction-policy.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import type { ProviderPersonality } from './provider-personality.ts';
import { confirmSignOut } from './sign-out.ts';
import { timesheetsClient } from './timesheets-client.ts';

const WORKING_DAY_SECONDS = 8 * 60 * 60;
const INTERACTION_SECONDS = 30 * 60;

/**
 * oidc-provider's configuration: the implicit grant for one app. All other features are off unless the personality asks
 * for them.
 *
 * @param url where the server listens.
 */
export function providerConfiguration(
  url: string,
  settings: ServerSettings,
  personality: ProviderPersonality,
): Configuration {
  const { differences, jwksPath } = personality;
  return {
    ...commonConfiguration(url, settings, personality),
    ...differences,
    routes: { jwks: jwksPath, ...differences?.routes },
  };
}

function commonConfiguration(
  url: string,
  { accounts, apps, accessTokenSeconds, idTokenSeconds }: ServerSettings,
  { apis, features, requestedAudience, responseTypes }: ProviderPersonality,
): Configuration {
  const { port } = new URL(url);
  return {
    adapter: createMemoryAdapter(),
    clients: [timesheetsClient(apps, responseTypes)],
    jwks: { keys: [createSigningKey()] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Cookies ignore ports: the name keeps two sandboxes, and other programs on localhost, apart.
      names: {
        session: `sandbox-${port}-session`,
        interaction: `sandbox-${port}-interaction`,
        resume: `sandbox-${port}-resume`,
      },
    },
    responseTypes: [...responseTypes],
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    clientAuthMethods: ['none'],
    scopes: ['openid'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'roles'],
      email: ['email', 'email_verified'],
    },
    // The app's access token is for the API and opens no userinfo endpoint, so the claims come in the id_token.
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: accessTokenSeconds,
      IdToken: idTokenSeconds,
      Interaction: INTERACTION_SECONDS,
      Session: WORKING_DAY_SECONDS,
      Grant: WORKING_DAY_SECONDS,
    },
    interactions: { policy: interactionPolicy(accounts, apis) },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => confirmSignOut(ctx, form, accounts),
        postLogoutSuccessSource: (ctx) => renderSignedOutPage(ctx, apps[0]),
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => requestedAudience({ ...ctx.oidc.params }),
        getResourceServerInfo(ctx, resource) {
          const api = apis.find(({ audience }) => audience === resource);
          if (!api) throw new errors.InvalidTarget();
          // Nobody is asked to grant, and no token holds, what the person may not do themselves.
          const person = accounts.find(ctx.oidc.session?.accountId ?? '');
          return {
            audience: resource,
            scope: api.scopes.filter((scope) => !person || person.apiScopes.includes(scope)).join(' '),
            accessTokenFormat: 'jwt',
            accessTokenTTL: accessTokenSeconds,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
      ...features,
    },
    async findAccount(_ctx, username) {
      const person = accounts.find(username);
      return person && { accountId: username, claims: () => claimsOf(person) };
    },
    // The API shows who wrote an entry without asking this server for every name (RFC 9068, 2.2.2).
    extraTokenClaims: (ctx) => ({ name: accounts.find(ctx.oidc.session?.accountId ?? '')?.name }),
    clientBasedCORS: (_ctx, origin) => apps.some((app) => app.origin === origin),
    renderError(ctx, out, error) {
      renderErrorPage(ctx, explainError(out, error), apps[0]);
    },
  };
}
