import {
  aidbox,
  auth0,
  tokenInQuery,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withUserInfo,
  type AuthConfig,
  type AuthFeature,
} from 'ngx-implicit-auth';
import { AUTHORIZATION_SERVER, TIMESHEETS_API } from './addresses';
import { authorizationFlow } from './authorization-flow';
import { authorizationServerKind, type AuthorizationServerKind } from './authorization-server-kind';

/** How the demo signs in to one authorization server. */
interface AuthSetup {
  readonly config: AuthConfig & { readonly scope: string };
  readonly features: readonly AuthFeature[];
  /** The claim that tells what somebody does here. */
  readonly rolesClaim: string;
  /**
   * What the server can be told of a sign-out: that there was one, and that the access token is good for nothing any
   * more.
   */
  readonly signOut: { readonly endsSession: boolean; readonly revokesTokens: boolean };
}

const clientId = 'timesheets-demo';

/** By which flow tokens come: the one word that tells code + PKCE from the implicit flow. */
const responseType = authorizationFlow() === 'code' ? 'code' : 'id_token token';

const resourceServers = [`${TIMESHEETS_API}/timesheets`];

/** How long the sandbox's access tokens are good for, where the server does not say. */
const accessTokenLifetimeSeconds = 300;

const timesheetScopes = 'read:timesheets write:timesheets approve:timesheets';

const SETUPS: Readonly<Record<AuthorizationServerKind, AuthSetup>> = {
  strict: {
    config: {
      issuer: AUTHORIZATION_SERVER,
      clientId,
      responseType,
      scope: `openid profile email ${timesheetScopes}`,
      resourceServers,
    },
    features: [withSilentRenewal(), withSilentSignIn(), withTabSync()],
    rolesClaim: 'roles',
    signOut: { endsSession: true, revokesTokens: true },
  },
  auth0: {
    config: {
      ...auth0({ domain: AUTHORIZATION_SERVER, clientId, audience: 'http://localhost:4301' }),
      responseType,
      scope: `openid profile email ${timesheetScopes}`,
      resourceServers,
    },
    features: [withSilentRenewal({ responseMode: 'web_message' }), withSilentSignIn(), withTabSync()],
    rolesClaim: 'https://timesheets.example/roles',
    signOut: { endsSession: true, revokesTokens: false },
  },
  // No silent sign-in: this server answers prompt=none by its login page.
  aidbox: {
    config: {
      ...aidbox({ baseUrl: AUTHORIZATION_SERVER, clientId }),
      // Neither brings an id_token.
      responseType: responseType === 'code' ? 'code' : 'token',
      scope: `profile email ${timesheetScopes}`,
      resourceServers,
      accessTokenLifetimeSeconds,
    },
    features: [withSilentRenewal(), withTabSync(), withUserInfo()],
    rolesClaim: 'roles',
    signOut: { endsSession: false, revokesTokens: false },
  },
  // No scope to approve: this server does not tell who somebody is, so one's own entries could not be told from
  // others'.
  query: {
    config: {
      ...tokenInQuery({ authorizationEndpoint: `${AUTHORIZATION_SERVER}/oauth`, clientId }),
      scope: 'email read:timesheets write:timesheets',
      resourceServers,
      accessTokenLifetimeSeconds,
    },
    features: [withSilentRenewal(), withTabSync()],
    rolesClaim: 'roles',
    signOut: { endsSession: false, revokesTokens: false },
  },
};

const kind = authorizationServerKind();

/** How the demo signs in. */
export const { config: authConfig, features: authFeatures, rolesClaim, signOut } = SETUPS[kind];

/** By which flow its tokens come. */
export const flow = authorizationFlow();

if (flow === 'code' && authConfig.responseType !== flow) {
  throw new Error(
    `The authorization server "${kind}" gives no codes. Write strict, auth0 or aidbox, or the flow implicit.`,
  );
}
