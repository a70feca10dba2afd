import { NgZone, type Injector } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import { parseResponseParameters } from '../protocol/response-parameters';
import type { ServerMetadata } from '../protocol/server-metadata';
import { absoluteUrl } from './absolute-url';
import { asAuthError } from './as-auth-error';
import { AUTH_SETTINGS, type AuthSettings } from './auth-settings';
import type { Session } from './auth-state';
import { authorizationRequestOf, serverOf } from './authorization-request-of';
import { checkSettings } from './check-settings';
import { giveUpFrames } from './frames-blocked';
import { isSamePerson } from './is-same-person';
import { RENEWAL_FRAME } from './renewal-frame';
import type { RenewalOutcome } from './renewal-outcome';
import { renewalOutcomeOf } from './renewal-outcome-of';
import { roundTripSettings } from './round-trip-settings';
import { ROUND_TRIP_PLATFORM, type RoundTripPlatform } from './round-trip-platform';
import { SessionMachine } from './session-machine';
import { SILENT_RENEWAL_OPTIONS } from './silent-renewal-options';
import { verifiedSession } from './verified-session';

/** How a renewal ended, with the new session if it has succeeded. */
export interface RenewalResult {
  readonly outcome: RenewalOutcome;
  readonly renewed?: Session;
}

/**
 * Asks the server, in a hidden frame and with `prompt=none`, for new tokens in place of those of a session; without a session, whether it
 * knows who sits here.
 *
 * The answer passes every check that the answer to a sign-in passes, with a `state` and a `nonce` of its own.
 *
 * @see OpenID Connect Core 1.0, section 3.1.2.1; OpenID Connect Session Management 1.0, section 3.1
 */
export async function renewSession(
  injector: Injector,
  session: Session | null,
  signal: AbortSignal,
): Promise<RenewalResult> {
  const settings = injector.get(AUTH_SETTINGS);
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  let isUp: Promise<boolean> | undefined;
  try {
    demand(
      injector.get(SessionMachine).states.value.status === 'renewing',
      'interaction_required',
      'Somebody has signed out while this tab was in line. Sign in.',
    );
    checkSettings(settings);
    const server = session?.server ?? (await serverOf(roundTripSettings(settings), platform));
    // Asked at that moment: a server that is restarted may answer again a moment later.
    const onStopped = () => {
      isUp = answers(platform, server);
    };
    const renewed = await sessionFromFrame(injector, server, session, signal, onStopped);
    return session && !isSamePerson(session, renewed)
      ? { outcome: { status: 'other-person' } }
      : { outcome: { status: 'renewed' }, renewed };
  } catch (thrown) {
    const error = asAuthError(thrown);
    const isDown = error.code === 'renewal_frame_blocked' && (await isUp) === false;
    const outcome = renewalOutcomeOf(isDown ? unreachable(settings) : error);
    if (outcome.status === 'frame-blocked') giveUpFrames(injector, error);
    if (session && error.server && outcome.status === 'interaction-required') {
      injector.get(SessionMachine).renewal?.notes.add({ refused: session.receivedAt });
    }
    return { outcome };
  }
}

async function sessionFromFrame(
  injector: Injector,
  server: ServerMetadata,
  session: Session | null,
  signal: AbortSignal,
  onStopped: () => void,
): Promise<Session> {
  const { timeoutSeconds = 10, leadSeconds = 0, ...renewal } = injector.get(SILENT_RENEWAL_OPTIONS);
  demand(
    timeoutSeconds > 0 && Number.isFinite(timeoutSeconds) && leadSeconds >= 0,
    'config_invalid',
    'withSilentRenewal() takes a timeoutSeconds above 0, and a leadSeconds of 0 or more. Correct them.',
  );
  const settings = roundTripSettings(injector.get(AUTH_SETTINGS));
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  const redirectUri = absoluteUrl(renewal.redirectUri ?? 'silent-renewal.html', settings.appBase);
  const { url, state, pending } = authorizationRequestOf(settings, platform, server, {
    redirectUri,
    prompt: 'none',
    idTokenHint: session?.idToken ?? undefined,
  });
  // Outside the zone, as every timer.
  const { encoded, component } = await injector
    .get(NgZone)
    .runOutsideAngular(() => injector.get(RENEWAL_FRAME)(url, redirectUri, timeoutSeconds * 1000, signal, onStopped));
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

/** The browser's own page for a server that is down looks, to whoever frames it, like one of the server's. */
async function answers(platform: RoundTripPlatform, { jwksUri }: ServerMetadata): Promise<boolean> {
  if (!jwksUri) return true;
  return fetchKeySet(jwksUri, platform.fetch).then(
    () => true,
    () => false,
  );
}

function unreachable({ issuer }: AuthSettings): AuthError {
  return new AuthError('server_unreachable', `${issuer} did not answer the renewal. It is tried again later.`);
}
