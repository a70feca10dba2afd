import { asksForIdToken } from '../protocol/response-type';
import type { ServerMetadata } from '../protocol/server-metadata';
import { absoluteUrl } from './absolute-url';
import type { AuthSettings } from './auth-settings';

/** The app's configuration with every default filled in and every URL absolute; made with the first round trip. */
export interface RoundTripSettings extends Required<Omit<AuthSettings, 'server'>> {
  /** Given by hand; discovered at the first sign-in otherwise. */
  readonly server?: ServerMetadata;
}

export function roundTripSettings(settings: AuthSettings): RoundTripSettings {
  const { issuer, server, appBase, responseType } = settings;
  return {
    scope: asksForIdToken(responseType) ? 'openid' : '',
    parameters: {},
    trustedAudiences: [],
    clockSkewSeconds: 60,
    accessTokenLifetimeSeconds: 3600,
    signInLifetimeSeconds: 1800,
    ...settings,
    postLogoutRedirectUri: absoluteUrl(settings.postLogoutRedirectUri ?? '', appBase),
    server: server && { ...server, issuer },
  };
}
