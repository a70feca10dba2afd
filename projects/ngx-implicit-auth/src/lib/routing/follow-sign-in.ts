import { AuthError } from '../protocol/auth-error';
import { sessionOf, type AuthState } from '../session/auth-state';

/** A sign-in as the page at the redirect URI has followed it so far. */
export interface FollowedSignIn {
  /** The state that it was last followed to; `null` at first. */
  readonly state: AuthState | null;
  /** Why it has failed; `null` while it has not. */
  readonly error: AuthError | null;
  /** Where another try leads back to. */
  readonly returnTo: string;
  /** Whether somebody may yet be signed in without a click. */
  readonly isUndecided: boolean;
  /** Whether nothing has come of the page yet that was opened, or this is the first. */
  readonly isNewlyOpened: boolean;
}

/** A page that has just been opened. */
export const OPENED: FollowedSignIn = {
  state: null,
  error: null,
  returnTo: '/',
  isUndecided: false,
  isNewlyOpened: true,
};

/** In which a page may be that was opened without a response. */
const WITHOUT_RESPONSE: readonly AuthState['status'][] = ['starting', 'renewing', 'signed-out'];

/** Follows a sign-in to the next state, while something is pending that may sign somebody in, or is not. */
export function followSignIn(before: FollowedSignIn, state: AuthState, isPending: boolean): FollowedSignIn {
  const hadSession = !!before.state && sessionOf(before.state) !== null;
  // Another tab may know somebody, or the server without a page. What is pending after a session is its sign-out.
  const isUndecided = state.status === 'signed-out' && isPending && !hadSession;
  return {
    state,
    error: isUndecided ? null : errorIn(state),
    returnTo: returnPathIn(state) ?? (hadSession ? '/' : before.returnTo),
    isUndecided,
    isNewlyOpened: before.isNewlyOpened && !before.error && WITHOUT_RESPONSE.includes(state.status),
  };
}

function returnPathIn(state: AuthState): string | null {
  return state.status === 'failed' ? state.returnTo : null;
}

function errorIn(state: AuthState): AuthError | null {
  switch (state.status) {
    case 'failed':
      return state.error;
    case 'signed-out':
      return new AuthError(
        'response_missing',
        'The page at the redirect URI was opened without a response, as from a bookmark. Start a sign-in.',
      );
    default:
      return null;
  }
}
