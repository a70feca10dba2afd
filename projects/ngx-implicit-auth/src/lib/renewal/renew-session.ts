import { isSamePerson } from '../authorization/same-person';
import type { RequestPlatform } from '../authorization/request-platform';
import { verifySession } from '../authorization/verify-answer';
import { giveUpFrames } from '../hidden-frame/give-up-frames';
import { silentAnswer, type SilentContext } from '../hidden-frame/silent-request';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { fetchKeySet } from '../protocol/key-set';
import type { ServerMetadata } from '../protocol/server-metadata';
import { sessionOf } from '../session/auth-state';
import { renewalOutcomeOf } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import type { RenewalResult } from './shared-renewal';

/**
 * Asks the server, in a hidden frame and with `prompt=none`, for new tokens in place of those of a session; without a
 * session, whether it knows who sits here.
 *
 * The answer passes every check that the answer to a sign-in passes, with a `state` and a `nonce` of its own.
 *
 * @see OpenID Connect Core 1.0, section 3.1.2.1; OpenID Connect Session Management 1.0, section 3.1
 */
export async function renewSession(context: SilentContext, session: StoredSession | null): Promise<RenewalResult> {
  const { machine, settings, platform } = context;
  let isUp: Promise<boolean> | undefined;
  try {
    demand(
      machine.states.value.status === 'renewing',
      'interaction_required',
      'Somebody has signed out while this tab was in line. Sign in.',
    );
    // Asked at that moment: a server that is restarted may answer again a moment later.
    const onStopped = (server: ServerMetadata) => {
      isUp = answers(platform, server);
    };
    const renewed = await verifySession(context, await silentAnswer(context, settings, session, onStopped));
    if (session && !isSamePerson(session, renewed)) return { outcome: { status: 'other-person' } };
    // Those of single resource servers have deadlines of their own.
    const { accessTokens } = sessionOf(machine.states.value) ?? {};
    return { outcome: { status: 'renewed' }, renewed: { ...renewed, accessTokens } };
  } catch (thrown) {
    const error = asAuthError(thrown);
    const isDown = error.code === 'renewal_frame_blocked' && (await isUp) === false;
    const outcome = renewalOutcomeOf(isDown ? unreachable(settings) : error);
    if (outcome.status === 'frame-blocked') giveUpFrames(machine, error);
    if (session && error.server && outcome.status === 'interaction-required') {
      machine.renewal?.notes.add({ refused: session.receivedAt });
    }
    return { outcome };
  }
}

/**
 * Whether the server answers at all: to whoever frames it, the browser's own page for a server that is down looks like
 * one of its pages.
 */
async function answers(platform: RequestPlatform, { jwksUri }: ServerMetadata): Promise<boolean> {
  if (!jwksUri) return true;
  return fetchKeySet(jwksUri, platform.fetch).then(
    () => true,
    // What may not be read is there.
    (thrown: unknown) => asAuthError(thrown).code === 'cors_blocked',
  );
}

function unreachable({ issuer }: { readonly issuer: string }): AuthError {
  return new AuthError('server_unreachable', `${issuer} did not answer the renewal. It is tried again later.`);
}
