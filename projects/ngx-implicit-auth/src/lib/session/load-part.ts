import { AuthError } from '../protocol/auth-error';

/** What a person is told who needs a part that has not come. */
export const INCOMPLETE = 'The app is incomplete. Reload the page.';

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
    const error = new AuthError('module_unavailable', INCOMPLETE, { cause });
    onFailure?.(error);
    throw error;
  }
}
