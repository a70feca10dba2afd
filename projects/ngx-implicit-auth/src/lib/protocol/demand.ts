import { AuthError, type AuthErrorCode } from './auth-error';

/**
 * Goes on only while the condition holds. Conditions say what is right, so that a comparison with NaN refuses.
 * @throws AuthError with the code given
 */
export function demand(condition: unknown, code: AuthErrorCode, message: string): asserts condition {
  if (!condition) throw new AuthError(code, message);
}
