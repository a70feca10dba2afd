import { asksForIdToken, type AuthResponseType } from '../protocol/authorization-request';
import { POST_LOGOUT_REDIRECT_URI } from '../protocol/end-session-request';
import type { ServerMetadata } from '../protocol/server-metadata';
import { absoluteUrl } from './absolute-url';
import type { RequestOptions, ResourceServer } from './auth-config';
import type { AuthSettings } from './auth-settings';

/** The options that an authorization request can do without. */
type Optional =
  | Exclude<keyof RequestOptions, 'parameters'>
  | 'discoveryUrl'
  | 'later'
  | 'source'
  | 'resourceServerAt'
  | 'queryResponse'
  | 'responseMode'
  | 'pushAuthorizationRequests';

/**
 * The app's configuration with every default filled in and every URL absolute: what requests to the server are made of.
 */
export interface RequestSettings
  extends Required<Omit<AuthSettings, 'server' | Optional>>, Pick<AuthSettings, Optional> {
  /** Configured by hand; without it, discovered at each sign-in. */
  readonly server?: ServerMetadata;
}

export function requestSettings(settings: AuthSettings): RequestSettings {
  const { issuer, server, appBase } = settings;
  const asked: unknown = settings.responseType ?? 'id_token token';
  // The order of the words carries no meaning (RFC 6749, section 3.1.1). What is no text is refused by `checkSettings`.
  const responseType = String(asked).split(' ').sort().join(' ') as AuthResponseType;
  return {
    scope: responseType === 'token' ? '' : 'openid',
    parameters: {},
    postLogoutRedirectParameter: POST_LOGOUT_REDIRECT_URI,
    logoutParameters: {},
    resourceServers: [],
    trustedAudiences: [],
    clockSkewSeconds: 300,
    accessTokenLifetimeSeconds: 3600,
    signInLifetimeSeconds: 1800,
    sendIdTokenHint: true,
    showFailures: true,
    ...given(settings),
    responseType,
    postLogoutRedirectUri: absoluteUrl(settings.postLogoutRedirectUri ?? '', appBase).href,
    server: server && { ...server, issuer },
  };
}

/** The settings for a request that is to bring the token of one resource server. */
export function forResourceServer(
  settings: RequestSettings,
  { audience, resource, scope = settings.scope }: ResourceServer,
): RequestSettings {
  const withIdToken = asksForIdToken(settings);
  const withToken = withIdToken ? 'id_token token' : 'token';
  return {
    ...settings,
    // Where sign-ins bring an id_token, this request brings one, too: it vouches for the token, and tells whose it is.
    responseType: settings.responseType === 'code' ? 'code' : withToken,
    scope: withIdToken && !scope.split(' ').includes('openid') ? `openid ${scope}` : scope,
    parameters: { ...settings.parameters, ...(audience && { audience }), ...(resource && { resource }) },
  };
}

/** The options without those given as `undefined`, or as `null` in JSON, which count as not given. */
export function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => (value ?? undefined) !== undefined)) as T;
}
