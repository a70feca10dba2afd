import { absoluteUrl } from './absolute-url';
import type { AuthSettings } from './auth-settings';
import type { AuthConfig } from './auth-config';

/**
 * Fills in what the first screen needs. Refuses nothing: what is no URL becomes one that `checkSettings` names.
 *
 * @param appBase - the absolute URL of the app's base, which ends in `/`
 */
export function authSettingsOf(config: AuthConfig, appBase: string): AuthSettings {
  return Object.freeze({
    ...config,
    redirectUri: absoluteUrl(config.redirectUri ?? 'auth/callback', appBase),
    resourceServers: config.resourceServers ?? [],
    appBase,
  });
}
