import { AuthError } from '../protocol/auth-error';
import { buildAuthorizationUrl } from '../protocol/authorization-request';
import { demand } from '../protocol/demand';
import { fetchKeySet, type JsonWebKeySet } from '../protocol/key-set';
import { randomValue } from '../protocol/random-value';
import { asksForIdToken } from '../protocol/response-type';
import { fetchServerMetadata, type ServerMetadata } from '../protocol/server-metadata';
import { asAuthError } from './as-auth-error';
import type { AuthPlatform } from './auth-platform';
import type { AuthSettings } from './auth-settings';
import { checkSettings } from './check-settings';
import type { LoginOptions } from './login-options';
import { storePendingSignIn } from './pending-sign-ins';
import { countRoundTrip } from './round-trips';

/** One sign-in, as the app asked for it. */
export interface SignInRequest extends LoginOptions {
  readonly returnTo: string;
  /** Whether a click or a key asked for it; what comes by itself may be a redirect loop. */
  readonly isUserAction: boolean;
}

/**
 * Prepares an authorization request: asks for the server's metadata and keys, and leaves a pending record with both, so that the
 * response can be verified without asking again.
 *
 * @returns the URL to redirect to
 * @throws AuthError and nothing else
 */
export async function beginSignIn(
  settings: AuthSettings,
  platform: AuthPlatform,
  request: SignInRequest,
): Promise<string> {
  try {
    demand(
      typeof window !== 'undefined',
      'browser_required',
      'Nobody can sign in while a page is rendered on a server. Call login() in the browser.',
    );
    checkSettings(settings);
    if (!request.isUserAction) countRoundTrip(settings, platform);
    const server = settings.server ?? (await fetchServerMetadata(settings.issuer, platform.fetch));
    return authorizationUrl(settings, platform, request, server, await keysOf(server, settings, platform));
  } catch (thrown) {
    throw asAuthError(thrown);
  }
}

/** The keys to verify an id_token with, if one is asked for; `null` when the metadata itself holds them. */
async function keysOf(
  server: ServerMetadata,
  settings: AuthSettings,
  platform: AuthPlatform,
): Promise<JsonWebKeySet | null> {
  if (!asksForIdToken(settings.responseType) || server.jwks) return null;
  demand(
    server.jwksUri,
    'metadata_invalid',
    `${server.issuer} has no jwks_uri, so its id_tokens cannot be verified. Correct it at the server, or configure jwks by hand.`,
  );
  return fetchKeySet(server.jwksUri, platform.fetch);
}

function authorizationUrl(
  settings: AuthSettings,
  platform: AuthPlatform,
  request: SignInRequest,
  server: ServerMetadata,
  keys: JsonWebKeySet | null,
): string {
  const { prompt, maxAgeSeconds, acrValues, loginHint, parameters } = request;
  const { clientId, redirectUri, responseType, scope } = settings;
  const state = randomValue(platform.randomBytes);
  const nonce = randomValue(platform.randomBytes);
  const url = buildAuthorizationUrl(server.authorizationEndpoint, {
    clientId,
    redirectUri,
    responseType,
    scope,
    state,
    nonce,
    prompt,
    maxAgeSeconds,
    acrValues,
    loginHint,
    parameters: { ...settings.parameters, ...parameters },
  });
  try {
    storePendingSignIn(settings, platform, state, {
      nonce,
      requestedAt: platform.now(),
      returnTo: isCallback(request.returnTo, settings) ? '/' : request.returnTo,
      server,
      keys,
      maxAgeSeconds,
      acrValues,
    });
  } catch {
    // Without the browser's own error: it quotes the key, and that holds the state.
    throw new AuthError(
      'storage_unavailable',
      'The sign-in cannot be remembered across the redirect: sessionStorage is disabled or full. Allow site data for this site, or free some.',
    );
  }
  return url;
}

/** Whether the way back would end at the callback page, where nothing is left to do. */
function isCallback(returnTo: string, { redirectUri, appBase }: AuthSettings): boolean {
  const { origin, pathname } = new URL('.' + returnTo, appBase);
  return redirectUri.split('?')[0] === origin + pathname;
}
