import type { AuthError } from '../protocol/auth-error';
import type { AuthEvent } from '../session/auth-event';
import { sessionOf } from '../session/auth-state';
import { goOn, type SessionInput } from '../session/session-input';

/** The page was to be left, and is still there. */
export function staying(): SessionInput {
  return (state, moment) => {
    if (state.status !== 'redirecting') return { state };
    const session = sessionOf(state);
    const step = goOn(session, moment);
    const hasExpired = session && step.state.status === 'signed-out';
    return hasExpired ? { ...step, events: [{ type: 'session-expired' }] } : step;
  };
}

/** The answer to a redirect is not used: the stored session goes on. Without one, the state tells the error. */
export function answerDropped(
  failure: { readonly error: AuthError; readonly returnTo: string } | null,
  ...events: readonly AuthEvent[]
): SessionInput {
  return (_, moment) => ({
    ...goOn(moment.stored(), moment, failure ? { status: 'failed', ...failure } : undefined),
    events,
  });
}
