import { inject } from '@angular/core';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { meetsRequirement, type AuthenticationRequirement } from '../session/authentication-requirement';
import { authGuard } from './auth-guard';
import { guardedNavigation, type AuthGuardFn } from './guarded-navigation';

/** By how many seconds the clocks of the server and this device may differ. */
const LEEWAY_SECONDS = 60;

/**
 * Like {@link authGuard}, and sends those who have not authenticated as required, or too long ago, to do so and back to
 * the very URL. The id_token that they come back with must say that they did, or it is refused.
 *
 * @throws AuthError when the sign-in cannot be started, as `AuthService.login()` does
 * @see OpenID Connect Core 1.0, section 3.1.2.1 (`max_age`, `acr_values`); RFC 9470
 * @example
 * ```ts
 * { path: 'salary', component: Salary, canActivate: [requireStepUp({ acrValues: 'mfa', maxAgeSeconds: 300 })] }
 * ```
 */
export function requireStepUp(requirement: AuthenticationRequirement): AuthGuardFn {
  return async () => {
    const machine = inject(SessionMachine);
    const { now } = inject(AUTH_PLATFORM);
    const { leave } = guardedNavigation();
    const result = await authGuard();
    const session = sessionOf(machine.snapshot());
    return result !== true || !session || meetsRequirement(session, requirement, now(), LEEWAY_SECONDS)
      ? result
      : leave({ ...requirement });
  };
}
