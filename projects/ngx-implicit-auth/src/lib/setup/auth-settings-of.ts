import type { ResponseType } from '../protocol/response-type';
import { absoluteUrl } from '../session/absolute-url';
import type { AuthSettings } from '../session/auth-settings';
import type { AuthConfig } from './auth-config';

/**
 * Fills in what the first screen needs. Refuses nothing: what is no URL becomes one that `checkSettings` names.
 *
 * @param appBase - the absolute URL of the app's base, which ends in `/`
 */
export function authSettingsOf(config: AuthConfig, appBase: string): AuthSettings {
  return Object.freeze({
    // What is given as undefined is not given.
    ...(JSON.parse(JSON.stringify(config)) as AuthConfig),
    // The order of the words carries no meaning (RFC 6749, section 3.1.1).
    responseType: (config.responseType ?? 'id_token token').split(' ').sort().join(' ') as ResponseType,
    redirectUri: absoluteUrl(config.redirectUri ?? 'auth/callback', appBase),
    resourceServers: [config.resourceServers ?? []].flat().map((url) => absoluteUrl(url, appBase)),
    appBase,
  });
}
