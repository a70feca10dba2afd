import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { errors, type Configuration, type JWK } from 'oidc-provider';
import { claimsOf, type Accounts } from './accounts.ts';
import type { AppAddresses } from './app-addresses.ts';
import { interactionPolicy } from './interaction-policy.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { explainError } from './error-explanation.ts';
import { renderErrorPage } from './pages/error-page.ts';
import { ALL_API_SCOPES, requestedScopes } from './scopes.ts';
import { confirmSignOut, showSignedOut } from './sign-out.ts';
import { timesheetsClient } from './timesheets-client.ts';

/** What the implicit grant can be asked for here. */
export const RESPONSE_TYPES = ['id_token token', 'id_token'] as const;

const WORKING_DAY_SECONDS = 8 * 60 * 60;
const INTERACTION_SECONDS = 30 * 60;

/** What differs from one run of the server to another. */
export interface ProviderSettings {
  readonly port: string;
  readonly apps: AppAddresses;
  readonly accounts: Accounts;
  /** The timesheets API, as its access tokens name it. */
  readonly audience: string;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
}

/** oidc-provider's configuration: the implicit grant, one app, one API, everything else switched off. */
export function providerConfiguration(settings: ProviderSettings): Configuration {
  const { accounts, apps, audience } = settings;
  return {
    adapter: createMemoryAdapter(),
    clients: [timesheetsClient(apps)],
    jwks: { keys: [signingKey()] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Cookies ignore ports: the name keeps two sandboxes, and other programs on localhost, apart.
      names: {
        session: `sandbox-${settings.port}-session`,
        interaction: `sandbox-${settings.port}-interaction`,
        resume: `sandbox-${settings.port}-resume`,
      },
    },
    responseTypes: [...RESPONSE_TYPES],
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
      AccessToken: settings.accessTokenSeconds,
      IdToken: settings.idTokenSeconds,
      Interaction: INTERACTION_SECONDS,
      Session: WORKING_DAY_SECONDS,
      Grant: WORKING_DAY_SECONDS,
    },
    interactions: { policy: interactionPolicy(accounts) },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => confirmSignOut(ctx, form, accounts),
        postLogoutSuccessSource: (ctx) => showSignedOut(ctx, apps[0]),
      },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      resourceIndicators: {
        enabled: true,
        // A request for an API scope means the one API there is; any other token is for the userinfo endpoint.
        defaultResource: (ctx) => (requestedScopes(ctx.oidc.params?.['scope']).api.length > 0 ? audience : undefined),
        getResourceServerInfo(ctx, resource) {
          if (resource !== audience) throw new errors.InvalidTarget();
          // Nobody is asked to grant, and no token holds, what the person may not do themselves.
          const person = accounts.find(ctx.oidc.session?.accountId ?? '');
          return {
            audience,
            scope: (person?.apiScopes ?? ALL_API_SCOPES).join(' '),
            accessTokenFormat: 'jwt',
            accessTokenTTL: settings.accessTokenSeconds,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
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

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}
