import type { AuthEvent } from '../session/auth-event';
import { sessionOf } from '../session/auth-state';
import { hasTokens, type SessionInput } from '../session/session-input';
import type { StoredSession } from '../session/session-store';

/** A renewal begins, or a silent sign-in. `shown` is what apps see meanwhile of the session. */
export function renewalBegan(shown: StoredSession | null, session = shown): SessionInput {
  return (state) => {
    // A page that is being left goes on to where it is going.
    const isWanted = state.status !== 'redirecting' && sessionOf(state)?.id === shown?.id;
    return isWanted ? { state: { status: 'renewing', session: shown }, unseen: session } : { state };
  };
}

/** A renewal has brought nothing, or a silent sign-in. */
export function renewalFailed(...events: readonly AuthEvent[]): SessionInput {
  return (state, { now, ending }) => {
    if (state.status !== 'renewing') return { state, events };
    const session = sessionOf(state);
    if (session && hasTokens(session) && session.expiresAt > now)
      return { state: { ...state, status: 'signed-in', session }, events };
    const expired: readonly AuthEvent[] = ending ? [{ type: 'session-expired' }] : [];
    return { forgets: true, state: { status: 'signed-out' }, events: [...expired, ...events] };
  };
}
