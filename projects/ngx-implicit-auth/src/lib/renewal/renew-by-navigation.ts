import type { Injector } from '@angular/core';
import { filter, take } from 'rxjs';
import type { AuthError } from '../protocol/auth-error';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { AuthService } from '../sign-in/auth-service';
import { cookiesBlocked } from '../hidden-frame/give-up-frames';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { RENEWAL_BY_NAVIGATION } from '../session/renewal';
import { SessionMachine } from '../session/session-machine';
import { renewalOutcomeOf } from '../authorization/renewal-outcome-of';

/**
 * Renews the session by a redirect, if the app has chosen that way and has asked for it itself.
 *
 * @returns when nothing came of it, or the page has come back from the back/forward cache
 */
export async function renewByNavigation(injector: Injector, mayLeave: boolean): Promise<RenewalOutcome> {
  const strategy = injector.get(SessionMachine).renewal?.options.strategy;
  const blocked = renewalOutcomeOf(cookiesBlocked(injector.get(AUTH_SETTINGS)));
  if (!mayLeave || strategy !== 'navigation') return blocked;
  const auth = injector.get(AuthService);
  try {
    await auth.login(RENEWAL_BY_NAVIGATION);
    await auth.state$
      .pipe(
        filter(({ status }) => status !== 'redirecting'),
        take(1),
      )
      .forEach(() => {});
    return blocked;
  } catch (error) {
    return renewalOutcomeOf(error as AuthError);
  }
}
