import { asksForIdToken, type ResponseType } from '../protocol/response-type';
import type { AuthSettings } from '../session/auth-settings';
import type { AuthConfig } from './auth-config';

/**
 * Fills in the defaults and makes every URL absolute. Refuses nothing: what is no URL becomes one that `checkSettings` names.
 *
 * @param appBase - the absolute URL of the app's base, which ends in `/`
 */
export function authSettingsOf(config: AuthConfig, appBase: string): AuthSettings {
  const absolute = (url: string) => {
    try {
      return new URL(url, appBase).href;
    } catch {
      return 'invalid:';
    }
  };
  // The order of the words carries no meaning (RFC 6749, section 3.1.1).
  const responseType = (config.responseType ?? 'id_token token').split(' ').sort().join(' ') as ResponseType;
  return Object.freeze({
    scope: asksForIdToken(responseType) ? 'openid' : '',
    parameters: {},
    trustedAudiences: [],
    clockSkewSeconds: 60,
    accessTokenLifetimeSeconds: 3600,
    signInLifetimeSeconds: 1800,
    // What is given as undefined is not given.
    ...(JSON.parse(JSON.stringify(config)) as AuthConfig),
    responseType,
    redirectUri: absolute(config.redirectUri ?? 'auth/callback'),
    postLogoutRedirectUri: absolute(config.postLogoutRedirectUri ?? ''),
    resourceServers: [config.resourceServers ?? []].flat().map(absolute),
    appBase,
    server: config.server ? { ...config.server, issuer: config.issuer } : null,
  });
}
