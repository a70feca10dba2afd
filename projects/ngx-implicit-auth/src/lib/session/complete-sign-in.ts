import type { Injector } from '@angular/core';
import { demand } from '../protocol/demand';
import { parseResponseParameters } from '../protocol/response-parameters';
import { asAuthError } from './as-auth-error';
import { roundTripSettings } from './round-trip-settings';
import { ROUND_TRIP_PLATFORM } from './round-trip-platform';
import { AUTH_SETTINGS } from './auth-settings';
import type { AuthCheck, Session } from './auth-state';
import { loadModule } from './load-module';
import { hasExpired, parsePendingSignIn, type PendingSignIn } from './pending-sign-ins';
import type { CapturedResponse } from './response-capture';
import { SessionMachine } from './session-machine';
import { verifiedSession } from './verified-session';

/**
 * Turns a captured response into a session, or into the AuthError that says why it is refused, and enters the state that follows.
 */
export async function completeSignIn(injector: Injector, response: CapturedResponse): Promise<void> {
  const machine = injector.get(SessionMachine);
  const pending = parsePendingSignIn(response.pending);
  const returnTo = pending?.returnTo ?? '/';
  const onCheck = (check: AuthCheck) => {
    machine.tell({ type: 'check-passed', check });
  };
  // A sign-out that came in between has the last word.
  const isAwaited = () => machine.states.value.status === 'completing';
  machine.tell({ type: 'response-captured' });
  const answer = completedSession(injector, response, pending, onCheck);
  if (pending?.isRenewal) {
    const { completeRenewal } = await loadModule(import('./complete-renewal'));
    return completeRenewal(injector, answer, pending);
  }
  try {
    const session = await answer;
    if (!isAwaited()) return;
    machine.signIn(session);
    machine.tell({ type: 'signed-in', returnTo });
  } catch (thrown) {
    if (isAwaited()) machine.fail(asAuthError(thrown), returnTo);
  }
}

async function completedSession(
  injector: Injector,
  { encoded, component }: CapturedResponse,
  pending: PendingSignIn | null,
  onCheck: (check: AuthCheck) => void,
): Promise<Session> {
  const settings = roundTripSettings(injector.get(AUTH_SETTINGS));
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const parameters = parseResponseParameters(encoded);
  demand(
    parameters.has('state'),
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

  demand(
    component === 'fragment' || parameters.has('error'),
    'response_in_query',
    'The server answered in the query, where tokens end up in logs and histories. Have it answer in the fragment (response_mode=fragment).',
  );
  return verifiedSession(injector, parameters, pending, platform.pageRequestedAt(), onCheck);
}
