import { randomBytes } from 'node:crypto';
import { errors, type Configuration, type ResponseType } from 'oidc-provider';
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
const CODE_SECONDS = 60;

const RESPONSE_TYPES: readonly ResponseType[] = ['code', 'id_token token', 'id_token'];

/**
 * oidc-provider's configuration for one app, which signs people in by the implicit grant, or by a code with PKCE that
 * brings a refresh token, too; the request may be pushed before. All other features are off unless the personality asks
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
  { apis, features, requestedAudience }: ProviderPersonality,
): Configuration {
  const { port } = new URL(url);
  return {
    adapter: createMemoryAdapter(),
    clients: [timesheetsClient(apps, RESPONSE_TYPES)],
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
    responseTypes: [...RESPONSE_TYPES],
    pkce: { required: () => true },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // Each refresh token is good once. Whoever sends one again ends the grant, as it may have been stolen (RFC 9700, 4.14).
    rotateRefreshToken: true,
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
      AuthorizationCode: CODE_SECONDS,
      AccessToken: accessTokenSeconds,
      IdToken: idTokenSeconds,
      RefreshToken: WORKING_DAY_SECONDS,
      Interaction: INTERACTION_SECONDS,
      Session: WORKING_DAY_SECONDS,
      Grant: WORKING_DAY_SECONDS,
    },
    interactions: { policy: interactionPolicy(accounts, apis) },
    features: {
      devInteractions: { enabled: false },
      // Each proof has to hold a nonce of the server's, so that none is made in advance.
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      pushedAuthorizationRequests: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => confirmSignOut(ctx, form, accounts),
        postLogoutSuccessSource: (ctx) => renderSignedOutPage(ctx, apps[0]),
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, granted) =>
          requestedAudience({ ...ctx.oidc.body, ...ctx.oidc.params }, Array.isArray(granted) ? granted : undefined),
        // What a code or a refresh token is exchanged for is for an API that the sign-in asked for.
        useGrantedResource: () => true,
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
    extraTokenClaims: (_ctx, token) => ({
      name: 'accountId' in token ? accounts.find(token.accountId)?.name : undefined,
    }),
    clientBasedCORS: (_ctx, origin) => apps.some((app) => app.origin === origin),
    renderError(ctx, out, error) {
      renderErrorPage(ctx, explainError(out, error), apps[0]);
    },
  };
}
