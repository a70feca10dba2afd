import { asksForIdToken } from '../protocol/response-type';
import type { ResourceServer } from './resource-server';
import type { RoundTripSettings } from './request-settings';

/** What a request asks for that is to bring the token of one resource server. */
export function settingsFor(
  settings: RoundTripSettings,
  { audience, resource, scope = settings.scope }: ResourceServer,
): RoundTripSettings {
  const withIdToken = asksForIdToken(settings.responseType);
  return {
    ...settings,
    // An id_token comes along wherever there is one: it vouches for the token, and tells whose it is.
    responseType: withIdToken ? 'id_token token' : 'token',
    scope: withIdToken && !scope.split(' ').includes('openid') ? `openid ${scope}` : scope,
    parameters: { ...settings.parameters, ...(audience && { audience }), ...(resource && { resource }) },
  };
}
