import type { Injector } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import type { ServerMetadata } from '../protocol/server-metadata';
import { asAuthError } from '../authorization/as-auth-error';
import { AUTH_SETTINGS, type AuthSettings } from '../settings/auth-settings';
import { sessionOf, type Session } from '../session/auth-state';
import { serverOf } from '../authorization/prepare-request';
import { checkSettings } from '../settings/check-settings';
import { giveUpFrames } from '../hidden-frame/give-up-frames';
import { isSamePerson } from '../authorization/is-same-person';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { renewalOutcomeOf } from '../authorization/renewal-outcome-of';
import { roundTripSettings } from '../settings/request-settings';
import { ROUND_TRIP_PLATFORM, type RoundTripPlatform } from '../authorization/request-platform';
import { SessionMachine } from '../session/session-machine';
import { silentAnswer } from '../hidden-frame/silent-request';
import { verifiedSession } from '../authorization/verify-answer';

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
  const given = injector.get(AUTH_SETTINGS);
  const settings = roundTripSettings(given);
  const platform = injector.get(ROUND_TRIP_PLATFORM);
  let isUp: Promise<boolean> | undefined;
  try {
    demand(
      injector.get(SessionMachine).states.value.status === 'renewing',
      'interaction_required',
      'Somebody has signed out while this tab was in line. Sign in.',
    );
    checkSettings(given);
    const server = session?.server ?? (await serverOf(settings, platform));
    // Asked at that moment: a server that is restarted may answer again a moment later.
    const onStopped = () => {
      isUp = answers(platform, server);
    };
    const idToken = session?.idToken ?? null;
    const answer = await silentAnswer(injector, settings, { server, idToken, signal, onStopped });
    const renewed = await verifiedSession(injector, settings, answer);
    if (session && !isSamePerson(session, renewed)) return { outcome: { status: 'other-person' } };
    // Those of single resource servers have deadlines of their own.
    const { accessTokens } = sessionOf(injector.get(SessionMachine).states.value) ?? {};
    return { outcome: { status: 'renewed' }, renewed: { ...renewed, accessTokens } };
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

/** The browser's own page for a server that is down looks, to whoever frames it, like one of the server's. */
async function answers(platform: RoundTripPlatform, { jwksUri }: ServerMetadata): Promise<boolean> {
  if (!jwksUri) return true;
  return fetchKeySet(jwksUri, platform.fetch).then(
    () => true,
    // What may not be read is there.
    (error: unknown) => (error as AuthError).code === 'cors_blocked',
  );
}

function unreachable({ issuer }: AuthSettings): AuthError {
  return new AuthError('server_unreachable', `${issuer} did not answer the renewal. It is tried again later.`);
}
