import { AuthError } from '../protocol/auth-error';

/**
 * For whoever asks for a renewal in an app that has none.
 *
 * @throws AuthError `config_invalid`
 */
export function missingRenewal(): never {
  throw new AuthError(
    'config_invalid',
    'Sessions are not renewed in this app. Add withSilentRenewal() to provideAuth().',
  );
}
