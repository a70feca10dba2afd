import {
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

const timesheets = {
  clientId: 'timesheets-demo',
  resourceServers: [`${TIMESHEETS_API}/timesheets`],
} as const satisfies Partial<AuthConfig>;

/** What the sandbox's tokens are good for, from the servers that do not say so. */
const accessTokenLifetimeSeconds = 300;

const timesheetScopes = 'read:timesheets write:timesheets approve:timesheets';

const SETUPS: Readonly<Record<AuthorizationServerKind, AuthSetup>> = {
  strict: {
    config: {
      ...timesheets,
      issuer: AUTHORIZATION_SERVER,
      scope: `openid profile email ${timesheetScopes}`,
    },
    features: [withSilentRenewal(), withSilentSignIn(), withTabSync()],
    rolesClaim: 'roles',
  },
  auth0: {
    config: {
      ...timesheets,
      issuer: `${AUTHORIZATION_SERVER}/`,
      parameters: { audience: 'http://localhost:4301' },
      scope: `openid profile email ${timesheetScopes}`,
    },
    features: [withSilentRenewal(), withSilentSignIn(), withTabSync()],
    rolesClaim: 'https://timesheets.example/roles',
  },
  // It answers prompt=none by its login page, so that nobody is signed in without a click.
  aidbox: {
    config: {
      ...timesheets,
      issuer: AUTHORIZATION_SERVER,
      server: {
        authorizationEndpoint: `${AUTHORIZATION_SERVER}/oauth2/authorize`,
        userInfoEndpoint: `${AUTHORIZATION_SERVER}/auth/userinfo`,
        jwksUri: `${AUTHORIZATION_SERVER}/.well-known/jwks.json`,
      },
      redirectUri: '',
      responseType: 'token',
      scope: `profile email ${timesheetScopes}`,
      accessTokenLifetimeSeconds,
    },
    features: [withSilentRenewal(), withTabSync(), withUserInfo()],
    rolesClaim: 'roles',
  },
  // It tells nobody's name, and without one the entries of others could not be told from one's own.
  query: {
    config: {
      ...timesheets,
      issuer: AUTHORIZATION_SERVER,
      server: { authorizationEndpoint: `${AUTHORIZATION_SERVER}/oauth` },
      responseType: 'token',
      scope: 'email read:timesheets write:timesheets',
      accessTokenLifetimeSeconds,
    },
    features: [withTabSync()],
    rolesClaim: 'roles',
  },
};

/** How the demo signs in. */
export const { config: authConfig, features: authFeatures, rolesClaim } = SETUPS[authorizationServerKind()];
