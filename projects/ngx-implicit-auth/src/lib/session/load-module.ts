import { AuthError } from '../protocol/auth-error';

/**
 * Awaits a lazily loaded module.
 *
 * @throws AuthError `module_unavailable`
 */
export async function loadModule<T>(module: Promise<T>): Promise<T> {
  try {
    return await module;
  } catch (cause) {
    throw new AuthError('module_unavailable', 'The app is incomplete. Reload the page.', { cause });
  }
}
