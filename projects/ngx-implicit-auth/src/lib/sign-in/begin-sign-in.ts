import type { Injector } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { asksForIdToken } from '../protocol/response-type';
import { asAuthError } from '../authorization/as-auth-error';
import { RESOURCE_SERVER_MATCHER, type ResourceServer } from '../settings/resource-server';
import { roundTripSettings } from '../settings/request-settings';
import { settingsFor } from '../settings/settings-for';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import { AUTH_SETTINGS, type AuthSettings } from '../settings/auth-settings';
import { authorizationRequestOf, serverOf } from '../authorization/prepare-request';
import { checkSettings } from '../settings/check-settings';
import { inAppPath } from './in-app-path';
import { loadIdTokenVerifier } from '../authorization/id-token-verifier';
import { hasPendingSignIn, storePendingSignIn } from './pending-sign-ins';
import { countRoundTrip } from './redirect-loop';
import { SessionMachine } from '../session/session-machine';
import type { SignInRequest } from '../session/sign-in-request';

/**
 * Sends the person to the server: asks for its metadata and keys, and leaves a pending record with both, so that the response can
 * be verified without asking again. A failure becomes the state `failed`, unless an earlier session goes on.
 *
 * @throws AuthError and nothing else
 */
export async function beginSignIn(
  injector: Injector,
  { isRenewal, replaceUrl = false, resourceServer, ...options }: SignInRequest,
): Promise<void> {
  const machine = injector.get(SessionMachine);
  const given = injector.get(AUTH_SETTINGS);
  const settings = roundTripSettings(given);
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  // Angular's Location leaves the slash of the app's root out before a query or a fragment.
  const returnTo = inAppPath(options.returnTo?.replace(/^(?=[?#])/, '/'));
  try {
    machine.tell({ type: 'sign-in-started', returnTo });
    demand(
      typeof window !== 'undefined',
      'browser_required',
      'Nobody can sign in while a page is rendered on a server. Call login() in the browser.',
    );
    checkSettings(given);
    // The next page will have it in the browser's cache.
    if (asksForIdToken(settings.responseType)) loadIdTokenVerifier().catch(() => {});
    if ((typeof ngDevMode === 'undefined' || ngDevMode) && hasPendingSignIn(settings, platform)) {
      console.warn(
        `ngx-implicit-auth: an earlier sign-in was never answered. If the server showed an error, register exactly ${settings.redirectUri} as redirect URI there, and check the client id.`,
      );
    }
    // What no click or key has asked for may be a redirect loop.
    if (!platform.userIsActive()) countRoundTrip(settings, platform);
    const session = isRenewal || resourceServer !== undefined ? machine.sessions.read() : null;
    const named = resourceServer === undefined ? null : listedAt(injector, resourceServer);
    const listed = session && named;
    const server = session?.server ?? (await serverOf(settings, platform));
    const asked = listed ? settingsFor(settings, listed) : settings;
    const { url, state, pending } = authorizationRequestOf(asked, platform, server, {
      ...options,
      ...(session?.idToken && { idTokenHint: session.idToken }),
    });
    remember(settings, platform, state, {
      ...pending,
      isRenewal,
      isSilent: options.prompt === 'none',
      resourceServer: listed?.url,
      returnTo: isCallback(returnTo, settings) ? '/' : returnTo,
    });
    // A sign-out that came in between has the last word.
    if (machine.states.value.status === 'redirecting') platform.redirect(url, { replaceUrl });
  } catch (thrown) {
    const error = asAuthError(thrown);
    const session = isRenewal ? machine.sessions.read() : null;
    if (session) machine.renewal?.notes.add({ failed: session.receivedAt });
    machine.fail(error, returnTo);
    throw error;
  }
}

function remember(...record: Parameters<typeof storePendingSignIn>): void {
  try {
    storePendingSignIn(...record);
  } catch {
    // Without the browser's own error: it quotes the key, and that holds the state.
    throw new AuthError(
      'storage_unavailable',
      'The sign-in cannot be remembered across the redirect: sessionStorage is disabled or full. Allow site data for this site, or free some.',
    );
  }
}

function listedAt(injector: Injector, url: string): ResourceServer {
  const [, listed] = injector.get(RESOURCE_SERVER_MATCHER)(url) ?? [];
  demand(
    typeof listed === 'object',
    'request_invalid',
    'login({ resourceServer }) takes the URL of a resource server with a token of its own. List it in resourceServers as { url, audience, scope }.',
  );
  return listed;
}

/** Whether the way back would end at the callback page, where nothing is left to do. */
function isCallback(returnTo: string, { redirectUri, appBase }: AuthSettings): boolean {
  const { origin, pathname } = new URL('.' + returnTo, appBase);
  return redirectUri.split('?')[0] === origin + pathname;
}
