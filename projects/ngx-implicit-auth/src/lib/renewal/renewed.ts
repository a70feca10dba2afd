import type { AuthEvent } from '../session/auth-event';
import type { SessionInput } from '../session/session-input';
import type { StoredSession } from '../session/session-store';

/** The session that goes on is renewed, even if the page is being left. */
export function renewed(session: StoredSession, ...events: readonly AuthEvent[]): SessionInput {
  return (state) => {
    const status = state.status === 'redirecting' ? state.status : 'signed-in';
    return { keep: session, state: { status, session }, events };
  };
}
