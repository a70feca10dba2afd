import type { Injector } from '@angular/core';
import { authContext } from '../authorization/auth-context';
import { loadTokenEndpoint } from '../authorization/prepare-request';
import { pageInFrame } from '../hidden-frame/give-up-frames';
import { silentContext, type SilentContext } from '../hidden-frame/silent-request';
import { AuthError } from '../protocol/auth-error';
import { loadPart } from '../session/load-part';
import { renewalOutcomeOf, type RenewalOutcome } from '../session/renewal-outcome';
import { REFRESH_TOKEN, type StoredSession } from '../session/session-store';
import { SignIn } from '../sign-in/sign-in';
import { isToBeRenewed } from './is-to-be-renewed';
import { renewByNavigation } from './renew-by-navigation';
import { renewRefused } from './renew-refused';
import { renewed } from './renewed';
import { reviveLater } from './revive-later';
import { renewSession } from './renew-session';
import type { RenewalResult } from './shared-renewal';

/** Renews a session, by a frame or by a redirect. Loaded once there is a session to renew, and made once. */
export type RenewalPart = ReturnType<typeof renewalPart>;

export function renewalPart(injector: Injector) {
  const context = silentContext(authContext(injector));
  const signIn = injector.get(SignIn);
  /** How many renewals in a row have got no answer, of the session that was received then. */
  let failures = 0;
  let receivedAt: number | undefined;
  return {
    /**
     * @param inFrame - whether the server is to be asked, even if there is a refresh token
     * @param pausesUntil - until when another tab pauses that has got no answer, and this one with it
     */
    renew: async (session: StoredSession | null, inFrame?: boolean, pausesUntil?: number) => {
      if (session?.receivedAt !== receivedAt) failures = 0;
      receivedAt = session?.receivedAt;
      const result = pausesUntil ? paused(pausesUntil) : await renewInPlace(context, session, failures, inFrame);
      failures = result.retryAt ? failures + 1 : 0;
      return result;
    },
    renewed,
    reviveLater: (session: StoredSession, retryAt: number, begin: () => Promise<RenewalOutcome>) => {
      reviveLater(context, session, retryAt, begin);
    },
    renewByNavigation: (mayLeave?: boolean) => renewByNavigation(context, signIn, mayLeave),
    renewRefused: (sent: StoredSession, failure: unknown) => renewRefused(context.machine, sent, failure),
    /** Loads what the renewal of a session will need. */
    prepare: async (session: StoredSession) => {
      if (session[REFRESH_TOKEN]) await Promise.all([loadRefresh(), loadTokenEndpoint()]);
      if (session.idToken) await context.platform.loadIdTokenVerifier();
    },
  };
}

/** The result when another tab has asked in vain. */
function paused(retryAt: number): RenewalResult {
  const error = new AuthError('server_unreachable', 'Another tab has got no answer. It is tried again later.');
  return { outcome: renewalOutcomeOf(error), retryAt };
}

const loadRefresh = () => loadPart(import('./refresh-part'));

/** The outcomes in which the server says what has become of the person's session there. */
const ANSWERED: readonly RenewalOutcome['status'][] = ['renewed', 'interaction-required', 'other-person'];

/**
 * Renews a session without leaving the page: by its refresh token, or else by a frame. Where the server is to be asked,
 * the refresh token is left to its time. It is used at once only if the deadline has passed meanwhile, and nobody has
 * answered.
 */
async function renewInPlace(
  context: SilentContext,
  session: StoredSession | null,
  failures: number,
  inFrame = false,
): Promise<RenewalResult> {
  const { machine, settings, platform } = context;
  if (!isToBeRenewed(context, session)) return { outcome: renewalOutcomeOf(signedOut()) };
  const refresh = async () =>
    session?.[REFRESH_TOKEN] ? (await loadRefresh()).refreshSession(context, session) : null;
  const usesFrames = !session || machine.renewal?.usesFrames(session.id);
  if (inFrame && session?.[REFRESH_TOKEN]) {
    const asked = usesFrames
      ? await renewSession(context, session, failures)
      : { outcome: renewalOutcomeOf(pageInFrame(settings)) };
    const isOver = session.expiresAt <= platform.now() && !ANSWERED.includes(asked.outcome.status);
    return (isOver ? await refresh() : null) ?? { ...asked, isAside: true };
  }
  const refreshed = await refresh();
  if (refreshed) return refreshed;
  if (usesFrames) return renewSession(context, session, failures);
  machine.renewal?.notes.add({ refused: session.receivedAt });
  return { outcome: renewalOutcomeOf(lostAnswer()) };
}

function signedOut(): AuthError {
  return new AuthError('interaction_required', 'Somebody has signed out while this tab was in line. Sign in.');
}

function lostAnswer(): AuthError {
  return new AuthError(
    'renewal_frame_blocked',
    'The answer to the refresh is lost, and frames do not work here. The next guarded navigation renews the session by a ' +
      'redirect.',
  );
}
