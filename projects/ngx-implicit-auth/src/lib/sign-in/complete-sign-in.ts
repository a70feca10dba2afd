import type { Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import { asAuthError } from '../authorization/as-auth-error';
import { RESOURCE_SERVER_MATCHER, type ResourceServer } from '../settings/resource-server';
import { roundTripSettings, type RoundTripSettings } from '../settings/request-settings';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import type { AuthCheck } from '../session/auth-state';
import { loadModule } from '../session/load-module';
import { hasExpired, takePendingSignIn, type PendingSignIn } from './pending-sign-ins';
import { checkComponent, readResponse } from '../authorization/read-response';
import type { CapturedResponse } from '../session/capture-response';
import { SessionMachine } from '../session/session-machine';
import { settingsFor } from '../settings/settings-for';
import { verifiedSession, verifiedTokens, type Answer } from '../authorization/verify-answer';

/**
 * Turns a captured response into a session, or into the AuthError that says why it is refused, and enters the state that follows.
 */
export async function completeSignIn(injector: Injector, response: CapturedResponse): Promise<void> {
  const machine = injector.get(SessionMachine);
  const settings = roundTripSettings(injector.get(AUTH_SETTINGS));
  const pending = takePendingSignIn(settings, injector.get(ROUND_TRIP_PLATFORM), response.encoded);
  const returnTo = pending?.returnTo ?? '/';
  const onCheck = (check: AuthCheck) => {
    machine.tell({ type: 'check-passed', check });
  };
  // A sign-out that came in between has the last word.
  const isAwaited = () => machine.states.value.status === 'completing';
  machine.tell({ type: 'response-captured' });
  const listed = pending && resourceServerOf(injector, pending);
  if (listed) {
    const { completeAccess } = await loadModule(import('../access-tokens/complete-access'));
    const asked = settingsFor(settings, listed);
    const answer = async () => verifiedTokens(injector, asked, answerTo(injector, asked, response, pending, onCheck));
    return completeAccess(injector, answer(), listed, returnTo);
  }
  const answer = async () =>
    verifiedSession(injector, settings, answerTo(injector, settings, response, pending, onCheck), onCheck);
  if (pending?.isRenewal) {
    const { completeRenewal } = await loadModule(import('./complete-renewal'));
    return completeRenewal(injector, answer(), pending);
  }
  try {
    const session = await answer();
    if (!isAwaited()) return;
    machine.signIn(session);
    const missing = missingScopes(settings.scope, session.scope);
    if (missing.length) machine.tell({ type: 'scope-narrowed', missing });
    machine.tell({ type: 'signed-in', returnTo });
  } catch (thrown) {
    if (isAwaited()) machine.fail(asAuthError(thrown), returnTo);
  }
}

/** The resource server whose token was asked for; `null` when it was a sign-in. */
function resourceServerOf(injector: Injector, { resourceServer }: PendingSignIn): ResourceServer | null {
  if (typeof resourceServer !== 'string') return null;
  const [, listed] = injector.get(RESOURCE_SERVER_MATCHER)(resourceServer) ?? [];
  return typeof listed === 'object' ? listed : null;
}

/** The response as the answer to what was asked for, its tokens not verified yet. */
function answerTo(
  injector: Injector,
  settings: RoundTripSettings,
  response: CapturedResponse,
  pending: PendingSignIn | null,
  onCheck: (check: AuthCheck) => void,
): Answer {
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const { queryResponse } = settings;
  const parameters = readResponse(response, queryResponse);
  demand(
    parameters.has('state') || queryResponse?.state,
    'state_missing',
    'The response has no state, so it answers no request of this app. Sign in again.',
  );
  demand(
    pending,
    'state_unknown',
    'The response answers no sign-in that this tab has started, or one that was answered before. Sign in again.',
  );
  demand(
    !hasExpired(pending, settings, platform),
    'state_expired',
    'The sign-in took too long to be answered. Sign in again.',
  );
  onCheck('state');

  checkComponent(response, parameters, queryResponse);
  return { parameters, pending, receivedAt: platform.pageRequestedAt() };
}

/** What was asked for and not granted. Some servers leave the scopes of OpenID Connect itself out of what they list. */
function missingScopes(asked: string, granted: string): readonly string[] {
  const listed = [...granted.split(' '), 'openid', 'profile', 'email', 'address', 'phone'];
  return asked.split(' ').filter((scope) => scope && !listed.includes(scope));
}
