import { AuthError, type AuthErrorCode } from './auth-error';

/**
 * Throws unless the condition holds. Conditions state what is right, so that a comparison with NaN is refused.
 * @throws AuthError with the code given
 */
export function demand(condition: unknown, code: AuthErrorCode, message: string): asserts condition {
  if (!condition) throw new AuthError(code, message);
}
