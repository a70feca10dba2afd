import { inject } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import { SilentRenewal } from './silent-renewal';

/**
 * The renewal that a feature builds on.
 *
 * @throws AuthError `config_invalid` without `withSilentRenewal()`
 */
export function requiredRenewal(feature: string): SilentRenewal {
  const renewal = inject(SilentRenewal, { optional: true });
  if (renewal) return renewal;
  throw new AuthError(
    'config_invalid',
    `${feature} asks the server as a renewal does. Add withSilentRenewal() to provideAuth() as well.`,
  );
}
