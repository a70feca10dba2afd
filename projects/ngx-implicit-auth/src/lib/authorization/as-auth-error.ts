import { AuthError } from '../protocol/auth-error';

/** What was thrown, if it is a typed error, else the typed error for a defect. The cause is left out: it may hold a secret. */
export function asAuthError(thrown: unknown): AuthError {
  return thrown instanceof AuthError
    ? thrown
    : new AuthError('internal_error', 'The sign-in failed because of a defect of this library. Please report it.');
}
