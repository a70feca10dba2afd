import { AuthError } from '../protocol/auth-error';

/**
 * Awaits a part of the library that is loaded when it is needed.
 *
 * @param onFailure - called with the error before it is thrown
 * @throws AuthError `module_unavailable`
 */
export async function loadPart<T>(part: Promise<T>, onFailure?: (error: AuthError) => void): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    const error = new AuthError('module_unavailable', 'The app is incomplete. Reload the page.', { cause });
    onFailure?.(error);
    throw error;
  }
}
