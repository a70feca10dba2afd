import { idTokenHint } from '../authorization/id-token-hint';
import { isOtherPerson } from '../authorization/same-person';
import type { RequestPlatform } from '../authorization/request-platform';
import { verifySession, type Answer } from '../authorization/verify-answer';
import { giveUpFrames } from '../hidden-frame/give-up-frames';
import { silentAnswer, type SilentContext } from '../hidden-frame/silent-request';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import { waitMsOf } from '../protocol/fetch-json';
import { fetchKeySet } from '../protocol/key-set';
import type { ServerMetadata } from '../protocol/server-metadata';
import { isSamePerson, sessionOf } from '../session/auth-state';
import { renewalOutcomeOf, type RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import { fetchesKeys, retryTime, wasOverslept } from './renewal-schedule';
import type { RenewalResult } from './shared-renewal';

/**
 * Asks the server, in a hidden frame and with `prompt=none`, for new tokens in place of those of a session. Without a
 * session, asks whether it knows the person.
 *
 * The answer passes every check that the answer to a sign-in passes, with a `state` and a `nonce` of its own.
 *
 * @see OpenID Connect Core 1.0, section 3.1.2.1; OpenID Connect Session Management 1.0, section 3.1
 */
export async function renewSession(
  context: SilentContext,
  session: StoredSession | null,
  failures: number,
): Promise<RenewalResult> {
  const { machine, settings, platform, signal } = context;
  const renewals = (machine.renewal?.notes.read().renewals ?? 0) + 1;
  const askedAt = platform.now();
  let down: Promise<AuthError | null> | undefined;
  try {
    // At this moment, since a server that is being restarted may answer again a moment later.
    const onStopped = (server: ServerMetadata) => {
      down = whyDown(platform, settings, server);
    };
    const answer = await silentAnswer(context, settings, session, onStopped);
    const verifiable = fetchesKeys(renewals) ? await withFreshKeys(platform, answer) : answer;
    const renewed = await verifySession(context, verifiable, session);
    if (!signal.aborted) machine.renewal?.notes.add({ framesWorked: true, renewals });
    if (!session) return { outcome: { status: 'renewed' }, renewed };
    if (isOtherPerson(session, renewed)) return { outcome: { status: 'other-person' } };
    // The tokens of single resource servers have deadlines of their own.
    const held = isSamePerson(session, renewed) ? sessionOf(machine.states.value)?.accessTokens : undefined;
    return { outcome: { status: 'renewed' }, renewed: { ...renewed, id: session.id, accessTokens: held } };
  } catch (thrown) {
    const error = asAuthError(thrown);
    // Some servers refuse a hint whose key they have forgotten.
    if (error.server?.error === 'invalid_request' && idTokenHint(settings, session)) {
      return renewSession({ ...context, settings: { ...settings, sendIdTokenHint: false } }, session, failures);
    }
    if (wasOverslept(error.code, askedAt, platform.now())) return renewSession(context, session, failures);
    const reason = error.code === 'renewal_frame_blocked' ? ((await down) ?? error) : error;
    const outcome =
      reason.code === 'renewal_frame_blocked' ? stopped(context, session, reason) : noted(context, session, reason);
    if (outcome.status !== 'unreachable') return { outcome };
    const now = platform.now();
    const waitMs = waitMsOf(reason.retryAfter ?? 0, now);
    const unanswered = { now, failures, isHidden: document.hidden, random: Math.random(), waitMs };
    return { outcome, retryAt: retryTime(session, unanswered) };
  }
}

/** The answer, to be verified by keys that are fetched now, if that succeeds. */
async function withFreshKeys({ fetch }: RequestPlatform, answer: Answer): Promise<Answer> {
  const { pending } = answer;
  const { jwksUri, jwks } = pending.server;
  if (!jwksUri || !jwks) return answer;
  return fetchKeySet(jwksUri, fetch).then(
    (fresh) => ({ ...answer, pending: { ...pending, server: { ...pending.server, jwks: fresh } } }),
    () => answer,
  );
}

/** The outcome when the server has answered by an error; the tab notes when it wants to show a page. */
function noted({ machine }: SilentContext, session: StoredSession | null, error: AuthError): RenewalOutcome {
  const outcome = renewalOutcomeOf(error);
  if (session && error.server && outcome.status === 'interaction-required') {
    machine.renewal?.notes.add({ refused: session.receivedAt });
  }
  return outcome;
}

/** The outcome when a frame has stopped on its way. Where frames have worked, a page of the server's is what stops it. */
function stopped(
  { machine, settings }: SilentContext,
  session: StoredSession | null,
  error: AuthError,
): RenewalOutcome {
  const notes = machine.renewal?.notes;
  if (session) notes?.add({ pageShown: session.id });
  if (!notes?.read().framesWorked) {
    giveUpFrames(machine, error);
    return renewalOutcomeOf(error);
  }
  if (session) notes.add({ refused: session.receivedAt });
  return renewalOutcomeOf(pageShown(settings));
}

/**
 * The reason why the server does not answer at all; `null` when it does. When it is down, the frame shows a page of the
 * browser's, which this app cannot tell from one of the server's.
 */
async function whyDown(
  platform: RequestPlatform,
  settings: { readonly issuer: string },
  { jwksUri }: ServerMetadata,
): Promise<AuthError | null> {
  if (!jwksUri) return null;
  return fetchKeySet(jwksUri, platform.fetch).then(
    () => null,
    (thrown: unknown) => {
      const { code, retryAfter } = asAuthError(thrown);
      // A server that may not be read is up.
      return code === 'cors_blocked' ? null : Object.assign(unreachable(settings), { retryAfter });
    },
  );
}

function pageShown({ issuer }: { readonly issuer: string }): AuthError {
  return new AuthError(
    'interaction_required',
    `${issuer} shows a page, although it was asked for none: the session there has ended, or it fails. Sign in again.`,
  );
}

function unreachable({ issuer }: { readonly issuer: string }): AuthError {
  return new AuthError('server_unreachable', `${issuer} did not answer the renewal. It is tried again later.`);
}
