import { AuthError } from '../protocol/auth-error';
import type { AuthState } from './auth-state';

type Status = AuthState['status'];

/** Every way from one status to the next; docs/architecture.md says what each is for. */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
  starting: ['signed-out', 'redirecting', 'completing', 'signed-in', 'renewing'],
  'signed-out': ['signed-out', 'redirecting', 'signed-in', 'renewing', 'failed'],
  redirecting: ['signed-out', 'redirecting', 'signed-in', 'renewing', 'failed'],
  completing: ['signed-out', 'redirecting', 'signed-in', 'failed'],
  'signed-in': ['signed-out', 'redirecting', 'signed-in', 'renewing', 'failed'],
  renewing: ['signed-out', 'redirecting', 'signed-in', 'renewing', 'failed'],
  failed: ['signed-out', 'redirecting', 'signed-in', 'renewing', 'failed'],
};

/**
 * Makes sure that the state may go from one status to the other. For dev mode.
 *
 * @throws AuthError `internal_error`
 */
export function checkTransition(from: Status, to: Status): void {
  if (!TRANSITIONS[from].includes(to)) {
    throw new AuthError('internal_error', `The session went from ${from} to ${to}. Please report it.`);
  }
}
