import { buildAuthorizationUrl, type AuthorizationRequest } from '../protocol/authorization-request';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import { randomValue } from '../protocol/random-value';
import { asksForIdToken } from '../protocol/response-type';
import { fetchServerMetadata, type ServerMetadata } from '../protocol/server-metadata';
import { given } from '../settings/given';
import type { RoundTripPlatform } from './request-platform';
import type { RoundTripSettings } from '../settings/request-settings';
import type { PendingRequest } from './pending-request';
import type { RequestOptions } from '../settings/request-options';

/** What one authorization request asks for beyond the app's configuration. */
export interface AuthorizationRequestOptions
  extends RequestOptions, Partial<Pick<AuthorizationRequest, 'redirectUri' | 'idTokenHint' | 'responseMode'>> {}

/** A request that is ready to be sent, and what its answer will be verified with. */
export interface PreparedRequest {
  readonly url: string;
  readonly state: string;
  readonly pending: PendingRequest;
}

/**
 * Makes an authorization request, with a `state` and a `nonce` of its own.
 *
 * @throws AuthError `request_invalid`
 */
export function authorizationRequestOf(
  settings: RoundTripSettings,
  platform: RoundTripPlatform,
  server: ServerMetadata,
  { parameters, ...options }: AuthorizationRequestOptions,
): PreparedRequest {
  const { clientId, redirectUri, responseType, scope, prompt, acrValues } = settings;
  // Nobody is asked who they are, so it cannot be a fresh authentication.
  const { maxAgeSeconds, loginHint } = options.prompt === 'none' ? {} : settings;
  const state = randomValue(platform.randomBytes);
  const nonce = randomValue(platform.randomBytes);
  const asked = { prompt, acrValues, maxAgeSeconds, loginHint, ...given(options) };
  return {
    url: buildAuthorizationUrl(server.authorizationEndpoint, {
      clientId,
      redirectUri,
      responseType,
      scope,
      ...asked,
      state,
      nonce,
      parameters: { ...settings.parameters, ...parameters },
    }),
    state,
    pending: {
      nonce,
      requestedAt: platform.now(),
      server,
      maxAgeSeconds: asked.maxAgeSeconds,
      acrValues: asked.acrValues,
    },
  };
}

/**
 * Asks the server for its metadata, as far as they are not configured, and for its keys, if an id_token will have to be verified.
 *
 * @throws AuthError `server_unreachable`, `cors_blocked`, `server_answer_invalid`, `metadata_invalid`, `metadata_issuer_mismatch`, `key_set_invalid`
 */
export async function serverOf(settings: RoundTripSettings, platform: RoundTripPlatform): Promise<ServerMetadata> {
  const server = settings.server ?? (await fetchServerMetadata(settings.issuer, platform.fetch, settings.discoveryUrl));
  if (!asksForIdToken(settings.responseType) || server.jwks) return server;
  demand(
    server.jwksUri,
    'metadata_invalid',
    `${server.issuer} has no jwks_uri, so its id_tokens cannot be verified. Correct it at the server, or configure jwks by hand.`,
  );
  return { ...server, jwks: await fetchKeySet(server.jwksUri, platform.fetch) };
}
