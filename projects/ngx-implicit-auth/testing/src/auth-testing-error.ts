/**
 * Tells that a test asks for what the library can never reach, or that the providers for tests are wrong, and what to
 * write instead.
 */
export class AuthTestingError extends Error {
  /** The name by which consoles and test reports show it. */
  override readonly name = 'AuthTestingError';
}

/**
 * Throws unless the condition holds.
 *
 * @throws AuthTestingError
 */
export function demand(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AuthTestingError(message);
}
