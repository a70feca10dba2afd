import { asksForIdToken, type ResponseType } from '../protocol/response-type';
import type { ServerMetadata } from '../protocol/server-metadata';
import { absoluteUrl } from './absolute-url';
import type { AuthSettings } from './auth-settings';
import { given } from './given';
import type { RequestOptions } from './request-options';

/** What the server may do without. */
type Optional = Exclude<keyof RequestOptions, 'parameters'> | 'discoveryUrl' | 'queryResponse';

/** The app's configuration with every default filled in and every URL absolute; made with the first round trip. */
export interface RoundTripSettings
  extends Required<Omit<AuthSettings, 'server' | Optional>>, Pick<AuthSettings, Optional> {
  /** Given by hand; discovered at the first sign-in otherwise. */
  readonly server?: ServerMetadata;
}

export function roundTripSettings(settings: AuthSettings): RoundTripSettings {
  const { issuer, server, appBase } = settings;
  // The order of the words carries no meaning (RFC 6749, section 3.1.1).
  const responseType = (settings.responseType ?? 'id_token token').split(' ').sort().join(' ') as ResponseType;
  return {
    scope: asksForIdToken(responseType) ? 'openid' : '',
    parameters: {},
    trustedAudiences: [],
    clockSkewSeconds: 60,
    accessTokenLifetimeSeconds: 3600,
    signInLifetimeSeconds: 1800,
    ...given(settings),
    responseType,
    postLogoutRedirectUri: absoluteUrl(settings.postLogoutRedirectUri ?? '', appBase),
    server: server && { ...server, issuer },
  };
}
