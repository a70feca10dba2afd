import { AuthError } from './auth-error';

/**
 * Returns what was thrown if it is an `AuthError`, else an `AuthError` for a defect of the library. The latter has no
 * cause, because that might hold a secret.
 */
export function asAuthError(thrown: unknown): AuthError {
  return thrown instanceof AuthError
    ? thrown
    : new AuthError('internal_error', 'This is a defect of ngx-implicit-auth. Please report it.');
}
