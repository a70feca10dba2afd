import { AuthError } from '../protocol/auth-error';

/** What only a sign-in needs is loaded with the first one, so that it costs the app's first screen nothing. */
export const loadBeginSignIn = () => load(import('./begin-sign-in'));
export const loadCompleteSignIn = () => load(import('./complete-sign-in'));
export const loadBeginSignOut = () => load(import('./begin-sign-out'));
export const loadCheckSettings = () => load(import('./check-settings'));
export const loadIdTokenVerifier = () => load(import('../protocol/verify-id-token'));

async function load<T>(module: Promise<T>): Promise<T> {
  try {
    return await module;
  } catch (cause) {
    throw new AuthError('module_unavailable', 'A part of the app did not load. Reload the page.', { cause });
  }
}
