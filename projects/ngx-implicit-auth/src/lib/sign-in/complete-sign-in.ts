import { accessTokenKey, keepAccessToken } from '../access-tokens/held-access-tokens';
import type { AuthContext } from '../authorization/auth-context';
import { checkComponent, readResponse } from '../authorization/read-response';
import { verifySession, verifyTokens, type Answer } from '../authorization/verify-answer';
import { asAuthError } from '../protocol/as-auth-error';
import { demand } from '../protocol/demand';
import type { AuthCheck } from '../session/auth-event';
import { standsAt, type PageResponse } from '../session/capture-response';
import { told } from '../session/session-input';
import type { StoredSession } from '../session/session-store';
import type { ResourceServer } from '../settings/auth-config';
import { forResourceServer } from '../settings/request-settings';
import { tellOfMissingScopes } from '../authorization/missing-scopes';
import { hasExpired, pendingRenewal, SIGN_IN, takePendingSignIn, type PendingSignIn } from './pending-sign-ins';
import type { SentRequest } from './request-about';
import { settleAccess, settleRenewal, settleSignIn, type Settlement } from './settle-sign-in';
import { answerDropped } from './sign-in-inputs';

/**
 * Turns a captured response into a session, or into the AuthError that says why it is refused, and settles what the
 * redirect was for.
 */
export async function completeSignIn(context: AuthContext, response: PageResponse): Promise<void> {
  const { machine, settings, platform } = context;
  const pending = takePendingSignIn(settings, platform, response.encoded);
  const listed = resourceServerOf(context, pending);
  const settlement = settlementOf(context, pending ?? unnamedRenewal(context, response), listed);
  const signOuts = pending?.signOuts ?? machine.signOuts.last();
  // A sign-out that came in between has the last word, wherever it was.
  const isAwaited = (session: StoredSession | null) => {
    if (machine.states.value.status !== 'completing') return false;
    if (!machine.signOuts.hasEnded(session, signOuts)) return true;
    machine.send(answerDropped(null));
    return false;
  };
  try {
    const session = await sessionIn(context, response, pending, listed);
    if (isAwaited(session)) await settlement.received(session);
  } catch (thrown) {
    if (isAwaited(null)) await settlement.refused(asAuthError(thrown));
  }
}

/**
 * Does the same with the response to a request for which the page was not left, and whose record is in memory.
 *
 * @param checkAwaited - throws when the answer is not awaited any more; given whether somebody has signed out meanwhile
 * @throws AuthError the code of the first check that the response does not pass
 */
export async function completeInPlace(
  context: AuthContext,
  response: PageResponse,
  { state, pending, subject: { session, listed } }: SentRequest,
  checkAwaited: (isEnded: boolean) => void,
): Promise<void> {
  const { machine, settings } = context;
  // Who signs in after a sign-out elsewhere does want to be signed in.
  const signOuts = pending.signOuts ?? machine.signOuts.last();
  const isAnswer = new URLSearchParams(response.encoded.slice(1)).get('state') === state;
  const awaited = isAnswer || settings.queryResponse?.state ? pending : null;
  const received = await sessionIn(context, response, awaited, listed);
  checkAwaited(machine.signOuts.hasEnded(received, signOuts));
  if (listed) {
    keepAccessToken(machine, session, accessTokenKey(listed), received);
    machine.send(told({ type: 'signed-in', returnTo: pending.returnTo }));
  } else {
    await settleSignIn(context, pending.returnTo).received(received);
  }
}

/** The resource server whose token was asked for; `null` when it was a sign-in. */
function resourceServerOf({ listedAt }: AuthContext, pending: PendingSignIn | null): ResourceServer | null {
  const listed = pending?.purpose.type === 'access' ? listedAt(pending.purpose.url) : null;
  return typeof listed === 'object' ? listed : null;
}

/**
 * The renewal by navigation that an error without a `state` may be about: some servers leave it out. The record goes on
 * waiting, as nobody can tell whether the error is its answer.
 */
function unnamedRenewal({ settings, platform }: AuthContext, { encoded }: PageResponse): PendingSignIn | null {
  const parameters = new URLSearchParams(encoded);
  return parameters.has('error') && !parameters.has('state') ? pendingRenewal(settings, platform) : null;
}

function settlementOf(context: AuthContext, pending: PendingSignIn | null, listed: ResourceServer | null): Settlement {
  const { purpose, returnTo } = pending ?? { purpose: SIGN_IN, returnTo: '/' };
  if (listed) return settleAccess(context, listed, returnTo);
  return purpose.type === 'renewal'
    ? settleRenewal(context, returnTo, purpose.isSilent)
    : settleSignIn(context, returnTo);
}

async function sessionIn(
  context: AuthContext,
  response: PageResponse,
  pending: PendingSignIn | null,
  listed: ResourceServer | null,
): Promise<StoredSession> {
  const { machine, settings, platform } = context;
  machine.send(told({ type: 'response-captured' }));
  const onCheck = (check: AuthCheck) => {
    machine.send(told({ type: 'check-passed', check }));
  };
  const answer = answerTo(context, response, pending, onCheck);
  const isCode = answer.parameters.has('code');
  const tellOfGranted = (granted: string | undefined) => {
    if ((typeof ngDevMode === 'undefined' || ngDevMode) && pending?.purpose.type === 'sign-in') {
      tellOfMissingScopes(settings, granted, pending.server.scopesSupported);
    }
  };
  if (!isCode) tellOfGranted(answer.parameters.get('scope'));
  const session = await (listed
    ? verifyTokens({ machine, platform, settings: forResourceServer(settings, listed) }, answer, onCheck)
    : verifySession(context, answer, pending?.purpose.type === 'renewal' ? machine.stored() : null, onCheck));
  // What a code was granted, the tokens for it say.
  if (isCode) tellOfGranted(session.scope);
  return session;
}

/** Matches the response with what was asked. The tokens in it are not verified yet. */
function answerTo(
  { settings, platform }: AuthContext,
  response: PageResponse,
  pending: PendingSignIn | null,
  onCheck: (check: AuthCheck) => void,
): Answer {
  const { queryResponse } = settings;
  const parameters = readResponse(response, queryResponse);
  demand(
    parameters.has('state') || queryResponse?.state,
    'state_missing',
    'The response has no state, so it answers no request of this app. Sign in again. If it happens each time, have the ' +
      'server repeat the state.',
  );
  demand(
    pending,
    'state_unknown',
    'The response answers no sign-in that this tab has started, or one that was answered before. Sign in again. ' +
      'If it happens each time, look whether two servers share this redirect URI.',
  );
  demand(
    !hasExpired(pending, settings, platform),
    'state_expired',
    `The sign-in took longer than ${settings.signInLifetimeSeconds} seconds. Sign in again, or set signInLifetimeSeconds.`,
  );
  onCheck('state');
  demand(
    standsAt(new URL(response.url), settings.redirectUri),
    'redirect_uri_mismatch',
    `The response came to ${response.url.replace(/[?#].*/, '')}, and redirectUri is ${settings.redirectUri}. Make the two ` +
      'the same, here and at the server, and check what rewrites URLs in between.',
  );
  checkComponent(response, parameters, settings);
  return { parameters, pending, receivedAt: response.receivedAt ?? platform.pageRequestedAt() };
}
