import { AuthError } from './auth-error';

/**
 * What was thrown, if it is a typed error, else the typed error for a defect. The cause is left out, as it may hold a
 * secret.
 */
export function asAuthError(thrown: unknown): AuthError {
  return thrown instanceof AuthError
    ? thrown
    : new AuthError('internal_error', 'This is a defect of ngx-implicit-auth. Please report it.');
}
