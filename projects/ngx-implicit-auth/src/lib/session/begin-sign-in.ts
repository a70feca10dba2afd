import { AuthError } from '../protocol/auth-error';
import { buildAuthorizationUrl } from '../protocol/authorization-request';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import { randomValue } from '../protocol/random-value';
import { asksForIdToken } from '../protocol/response-type';
import { fetchServerMetadata } from '../protocol/server-metadata';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from './auth-settings';
import type { LoginOptions } from './login-options';
import { checkSettings } from './check-settings';
import { storePendingSignIn } from './pending-sign-ins';
import { countRoundTrip } from './round-trips';

/**
 * Prepares an authorization request: asks for the server's metadata and keys, and leaves a pending record with both, so that the
 * response can be verified without asking again.
 *
 * @param isUserAction whether a click or a key asked for it; what comes by itself may be a redirect loop
 * @returns the URL to redirect to
 */
export async function beginSignIn(
  settings: AuthSettings,
  platform: AuthPlatform,
  returnTo: string,
  isUserAction: boolean,
  { prompt, maxAgeSeconds, acrValues, loginHint, parameters }: LoginOptions,
): Promise<string> {
  demand(
    typeof window !== 'undefined',
    'browser_required',
    'Nobody can sign in while a page is rendered on a server. Call login() in the browser.',
  );
  checkSettings(settings);
  if (!isUserAction) countRoundTrip(settings, platform);
  const server = settings.server ?? (await fetchServerMetadata(settings.issuer, platform.fetch));
  const needsKeys = asksForIdToken(settings.responseType);
  const keys = needsKeys && server.jwksUri ? await fetchKeySet(server.jwksUri, platform.fetch) : null;

  const state = randomValue(platform.randomBytes);
  const nonce = randomValue(platform.randomBytes);
  const url = buildAuthorizationUrl(server.authorizationEndpoint, {
    clientId: settings.clientId,
    redirectUri: settings.redirectUri,
    responseType: settings.responseType,
    scope: settings.scope,
    prompt,
    maxAgeSeconds,
    acrValues,
    loginHint,
    parameters: { ...settings.parameters, ...parameters },
    state,
    nonce,
  });
  try {
    storePendingSignIn(settings, platform, state, {
      nonce,
      requestedAt: platform.now(),
      returnTo,
      server,
      keys,
      maxAgeSeconds,
      acrValues,
    });
  } catch (cause) {
    throw new AuthError(
      'storage_unavailable',
      'The sign-in cannot be remembered across the redirect: sessionStorage is disabled or full. Allow site data for this site, or free some.',
      { cause },
    );
  }
  return url;
}
