import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { AuthError, type AuthErrorCode } from '../protocol/auth-error';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { meetsRequirement, type AuthenticationRequirement } from '../session/authentication-requirement';
import type { LoginOptions } from '../session/sign-in-request';
import { SignIn } from '../sign-in/sign-in';
import { authGuard } from './auth-guard';
import { guardedNavigation, type AuthGuardFn } from './guarded-navigation';

/** After which the person stays where they are. */
const GONE: readonly AuthErrorCode[] = ['popup_closed', 'popup_superseded'];
/** By how many seconds the clocks of the server and this device may differ. */
const LEEWAY_SECONDS = 60;

/**
 * Like {@link authGuard}, and sends those who have not authenticated as required, or too long ago, to do so and back to
 * the very URL. The id_token that they come back with must say that they did, or it is refused.
 *
 * With `{ window: 'popup' }`, they do so in a popup, while the page that they are on stays, and the navigation goes on
 * then. It ends there when the popup is closed. The first navigation of a visit leaves for the server all the same: there
 * is no page yet that would stay, and no click that lets a popup be opened.
 *
 * @throws AuthError when the sign-in cannot be started, or fails in the popup, as `AuthService.login()` does
 * @see OpenID Connect Core 1.0, section 3.1.2.1 (`max_age`, `acr_values`); RFC 9470
 * @example
 * ```ts
 * { path: 'salary', component: Salary, canActivate: [requireStepUp({ acrValues: 'mfa', maxAgeSeconds: 300 })] }
 * ```
 */
export function requireStepUp(
  requirement: AuthenticationRequirement,
  options: Pick<LoginOptions, 'window'> = {},
): AuthGuardFn {
  return async () => {
    const machine = inject(SessionMachine);
    const signIn = inject(SignIn);
    const router = inject(Router);
    const { now } = inject(AUTH_PLATFORM);
    const { leave } = guardedNavigation();
    const result = await authGuard();
    const session = sessionOf(machine.snapshot());
    if (result !== true || !session || meetsRequirement(session, requirement, now(), LEEWAY_SECONDS)) return result;
    if (!options.window || !router.navigated) return leave({ ...requirement });
    try {
      await signIn.begin({ ...requirement, ...options });
      return true;
    } catch (thrown) {
      if (thrown instanceof AuthError && GONE.includes(thrown.code)) return router.parseUrl(router.url);
      throw thrown;
    }
  };
}
