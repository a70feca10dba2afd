import {
  aidbox,
  auth0,
  queryToken,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withUserInfo,
  type AuthConfig,
  type AuthFeature,
} from 'ngx-implicit-auth';
import { AUTHORIZATION_SERVER, TIMESHEETS_API } from './addresses';
import { authorizationServerKind, type AuthorizationServerKind } from './authorization-server-kind';

/** How the demo signs in to one authorization server. */
interface AuthSetup {
  readonly config: AuthConfig & { readonly scope: string };
  readonly features: readonly AuthFeature[];
  /** The claim that tells what somebody does here. */
  readonly rolesClaim: string;
}

const clientId = 'timesheets-demo';

const resourceServers = [`${TIMESHEETS_API}/timesheets`];

/** What the sandbox's tokens are good for, from the servers that do not say so. */
const accessTokenLifetimeSeconds = 300;

const timesheetScopes = 'read:timesheets write:timesheets approve:timesheets';

const SETUPS: Readonly<Record<AuthorizationServerKind, AuthSetup>> = {
  strict: {
    config: {
      issuer: AUTHORIZATION_SERVER,
      clientId,
      scope: `openid profile email ${timesheetScopes}`,
      resourceServers,
    },
    features: [withSilentRenewal(), withSilentSignIn(), withTabSync()],
    rolesClaim: 'roles',
  },
  auth0: {
    config: {
      ...auth0({ domain: AUTHORIZATION_SERVER, clientId, audience: 'http://localhost:4301' }),
      scope: `openid profile email ${timesheetScopes}`,
      resourceServers,
    },
    features: [withSilentRenewal({ responseMode: 'web_message' }), withSilentSignIn(), withTabSync()],
    rolesClaim: 'https://timesheets.example/roles',
  },
  // It answers prompt=none by its login page, so that nobody is signed in without a click.
  aidbox: {
    config: {
      ...aidbox({ baseUrl: AUTHORIZATION_SERVER, clientId }),
      scope: `profile email ${timesheetScopes}`,
      resourceServers,
      accessTokenLifetimeSeconds,
    },
    features: [withSilentRenewal(), withTabSync(), withUserInfo()],
    rolesClaim: 'roles',
  },
  // It tells nobody's name, and without one the entries of others could not be told from one's own.
  query: {
    config: {
      ...queryToken({ authorizationEndpoint: `${AUTHORIZATION_SERVER}/oauth`, clientId }),
      scope: 'email read:timesheets write:timesheets',
      resourceServers,
      accessTokenLifetimeSeconds,
    },
    features: [withSilentRenewal(), withTabSync()],
    rolesClaim: 'roles',
  },
};

/** How the demo signs in. */
export const { config: authConfig, features: authFeatures, rolesClaim } = SETUPS[authorizationServerKind()];
