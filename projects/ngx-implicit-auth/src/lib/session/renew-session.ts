import { NgZone, type Injector } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import { parseResponseParameters } from '../protocol/response-parameters';
import { asAuthError } from './as-auth-error';
import { ROUND_TRIP_PLATFORM } from './round-trip-platform';
import { AUTH_SETTINGS } from './auth-settings';
import type { Session } from './auth-state';
import { authorizationRequestOf } from './authorization-request-of';
import { RENEWAL_FRAME } from './renewal-frame';
import type { RenewalOutcome } from './renewal-outcome';
import { RENEWAL_SETTINGS } from './renewal-settings';
import { verifiedSession } from './verified-session';

/** How a renewal ended, with the new session if it has succeeded. */
export interface RenewalResult {
  readonly outcome: RenewalOutcome;
  readonly renewed?: Session;
}

/**
 * Asks the server, in a hidden frame and with `prompt=none`, for new tokens in place of those of a session.
 *
 * The answer passes every check that the answer to a sign-in passes, with a `state` and a `nonce` of its own.
 *
 * @see OpenID Connect Core 1.0, section 3.1.2.1; OpenID Connect Session Management 1.0, section 3.1
 */
export async function renewSession(injector: Injector, session: Session, signal: AbortSignal): Promise<RenewalResult> {
  try {
    const renewed = await freshSession(injector, session, signal);
    return isSamePerson(session, renewed)
      ? { outcome: { status: 'renewed' }, renewed }
      : { outcome: { status: 'other-person' } };
  } catch (thrown) {
    const error = asAuthError(thrown);
    const isDown = error.code === 'renewal_frame_blocked' && !(await answers(injector, session));
    return { outcome: isDown ? { status: 'unreachable', error: unreachable(session) } : outcomeOf(error) };
  }
}

async function freshSession(injector: Injector, session: Session, signal: AbortSignal): Promise<Session> {
  const { redirectUri, timeoutSeconds, leadSeconds } = injector.get(RENEWAL_SETTINGS);
  demand(
    timeoutSeconds > 0 && Number.isFinite(timeoutSeconds) && (leadSeconds === null || leadSeconds >= 0),
    'config_invalid',
    'withSilentRenewal() takes a timeoutSeconds above 0, and a leadSeconds of 0 or more. Correct them.',
  );
  const settings = injector.get(AUTH_SETTINGS);
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const { url, state, pending } = authorizationRequestOf(settings, platform, session.server, {
    redirectUri,
    prompt: 'none',
    idTokenHint: session.idToken ?? undefined,
  });
  // Outside the zone, as every timer.
  const { encoded, component } = await injector
    .get(NgZone)
    .runOutsideAngular(() => injector.get(RENEWAL_FRAME)(url, redirectUri, timeoutSeconds * 1000, signal));
  const parameters = parseResponseParameters(encoded);
  const isError = parameters.has('error');
  demand(
    // Nobody else answers in this frame, and some servers leave the state out of an error.
    parameters.get('state') === state || (isError && !parameters.has('state')),
    'state_unknown',
    'What came back into the frame does not answer this renewal.',
  );
  demand(
    component === 'fragment' || isError,
    'response_in_query',
    'The server answered the renewal in the query. Have it answer in the fragment (response_mode=fragment).',
  );
  return verifiedSession(injector, parameters, pending, pending.requestedAt);
}

/** Without an id_token on both sides nobody can tell. */
function isSamePerson(before: Session, after: Session): boolean {
  return !before.claims || !after.claims || before.claims.sub === after.claims.sub;
}

/** The browser's own page for a server that is down looks, to whoever frames it, like one of the server's. */
async function answers(injector: Injector, { server: { jwksUri } }: Session): Promise<boolean> {
  if (!jwksUri) return true;
  return fetchKeySet(jwksUri, injector.get(ROUND_TRIP_PLATFORM).fetch).then(
    () => true,
    () => false,
  );
}

function unreachable({ server: { issuer } }: Session): AuthError {
  return new AuthError('server_unreachable', `${issuer} did not answer the renewal. It is tried again later.`);
}

function outcomeOf(error: AuthError): RenewalOutcome {
  const { code, server } = error;
  if (code === 'interaction_required') return { status: 'interaction-required', error };
  if (code === 'renewal_frame_blocked') return { status: 'frame-blocked', error };
  const isPassing =
    code === 'server_unreachable' ||
    code === 'module_unavailable' ||
    ['server_error', 'temporarily_unavailable'].includes(server?.error ?? '');
  return isPassing ? { status: 'unreachable', error } : { status: 'refused', error };
}
