import type { AuthContext } from '../authorization/auth-context';
import { sessionOf } from '../session/auth-state';
import type { StoredSession } from '../session/session-store';

/**
 * Whether the renewal of a session is still wanted, once it is this tab's turn: not when somebody has signed out or
 * renewed it meanwhile. `null` stands for a silent sign-in.
 */
export function isToBeRenewed({ machine }: AuthContext, session: StoredSession | null): boolean {
  const state = machine.states.value;
  return state.status === 'renewing' || (!!session && sessionOf(state)?.receivedAt === session.receivedAt);
}
