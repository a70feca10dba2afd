import type { Configuration } from 'oidc-provider';
import type { ServerSettings, StartServer } from '../authorization-server.ts';
import { startProvider } from '../openid/start-provider.ts';
import { claimsOf } from '../people/accounts.ts';
import { registeredApis, type RegisteredApi } from '../registered-apis.ts';

/** The claim that holds the roles: a tenant adds claims only under names that are URLs. */
const ROLES_CLAIM = 'https://timesheets.example/roles';

/**
 * A tenant of Auth0's as they were set up years ago: an issuer that ends in a slash, APIs by `audience`, claims named
 * by URLs, consent for one API only, as the app is the company's own, and answers by `response_mode=web_message`. A
 * refresh token brings tokens for the reports, too ("multi-resource refresh token").
 */
export const startAuth0: StartServer = (settings) => {
  const { timesheets, reports, payroll } = registeredApis(settings.audience);
  return startProvider(settings, {
    issuerAt: (url) => `${url}/`,
    jwksPath: '/.well-known/jwks.json',
    apis: [timesheets, reports, payroll],
    requestedAudience: ({ audience, response_type: responseType }, granted) => {
      if (granted) return granted.find((one) => one === audience) ?? granted[0];
      if (typeof audience !== 'string') return undefined;
      return responseType === 'code' ? [...new Set([audience, reports.audience])] : audience;
    },
    features: {
      revocation: { enabled: false },
      webMessageResponseMode: { enabled: true, ack: 'individual-draft-01' },
    },
    differences: {
      extraParams: ['audience'],
      routes: {
        authorization: '/authorize',
        token: '/oauth/token',
        userinfo: '/userinfo',
        end_session: '/oidc/logout',
      },
      claims: {
        openid: ['sub', ROLES_CLAIM],
        profile: ['name', 'given_name', 'family_name', 'nickname'],
        email: ['email', 'email_verified'],
      },
      findAccount: findAccount(settings),
      loadExistingGrant: grantWithoutAsking(settings, [timesheets, reports]),
    },
  });
};

function findAccount({ accounts }: ServerSettings): Configuration['findAccount'] {
  return async (_ctx, username) => {
    const person = accounts.find(username);
    if (!person) return undefined;
    const claims = { ...claimsOf(person), nickname: person.username, [ROLES_CLAIM]: person.roles };
    return { accountId: username, claims: () => claims };
  };
}

/** Grants these APIs to the company's own app without asking; any other needs consent. */
function grantWithoutAsking(
  { accounts }: ServerSettings,
  apis: readonly RegisteredApi[],
): Configuration['loadExistingGrant'] {
  return async ({ oidc }) => {
    const { account, client, provider, result, session } = oidc;
    const person = accounts.find(account?.accountId ?? '');
    if (!client || !person) return undefined;
    const { clientId } = client;
    const grantId = result?.consent?.grantId ?? session?.grantIdFor(clientId);
    const earlier = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = earlier ?? new provider.Grant({ accountId: person.username, clientId });
    grant.addOIDCScope('openid profile email');
    for (const { audience, scopes } of apis) {
      const theirs = scopes.filter((scope) => person.apiScopes.includes(scope));
      grant.addResourceScope(audience, theirs.join(' '));
    }
    await grant.save();
    return grant;
  };
}
