import { inject, Injectable, EnvironmentInjector, runInInjectionContext } from '@angular/core';
import { Router, type CanActivate, type CanActivateChild, type CanMatch } from '@angular/router';
import type { Claims } from '../protocol/claims';
import { sessionOf, type Session } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { guardedNavigation, type AuthGuardFn } from './guarded-navigation';
import { leaveToBrowser } from './leave-to-browser';

/**
 * Lets a signed-in person pass, and sends anybody else to sign in and back to the very URL, query and fragment
 * included.
 *
 * Answers at once when somebody is signed in. When the sign-in cannot be started, or has just failed, it leads to the
 * redirect URI's route, where `AuthCallback` says why.
 *
 * On a server, where nobody is known, it leaves the decision to the browser: the app is rendered with nothing where its
 * routes are shown.
 *
 * @example
 * ```ts
 * { path: 'timesheets', component: Timesheets, canActivate: [authGuard] }
 * ```
 */
export const authGuard: AuthGuardFn = () => guard(() => true);

/**
 * Like {@link authGuard}, and lets only those pass who were granted every given scope. As `canMatch`, it sends a person
 * without them on to the next route that matches, which can explain.
 *
 * Require only scopes of the API: some servers leave `openid` or `profile` out of the response.
 *
 * @example
 * ```ts
 * { path: 'approve', component: Approve, canMatch: [requireScopes('approve:timesheets')] },
 * { path: 'approve', component: NotAnApprover },
 * ```
 */
export function requireScopes(...scopes: readonly string[]): AuthGuardFn {
  return () =>
    guard((session) => {
      const granted = session.scope.split(' ');
      return scopes.every((scope) => granted.includes(scope));
    });
}

/**
 * Like {@link authGuard}, and lets only those pass who have claims for which the predicate holds. With a bare `token`
 * and `withUserInfo()`, the claims are unverified, and have no `iss`.
 *
 * @example
 * ```ts
 * { path: 'team', component: Team, canActivate: [requireClaims((claims) => claims['role'] === 'lead')] }
 * ```
 */
export function requireClaims(predicate: (claims: Claims) => boolean): AuthGuardFn {
  return () => guard(({ claims }) => claims !== null && predicate(claims));
}

/**
 * The class form of {@link authGuard}.
 *
 * @example
 * ```ts
 * { path: 'timesheets', component: Timesheets, canActivate: mapToCanActivate([AuthGuard]) }
 * ```
 */
@Injectable({ providedIn: 'root' })
export class AuthGuard implements CanActivate, CanActivateChild, CanMatch {
  readonly #injector = inject(EnvironmentInjector);

  /** Decides as {@link authGuard}, for `canActivate`. */
  canActivate(): ReturnType<AuthGuardFn> {
    return runInInjectionContext(this.#injector, authGuard);
  }

  /** Decides as {@link authGuard}, for `canActivateChild`. */
  canActivateChild(): ReturnType<AuthGuardFn> {
    return this.canActivate();
  }

  /** Decides as {@link authGuard}, for `canMatch`. */
  canMatch(): ReturnType<AuthGuardFn> {
    return this.canActivate();
  }
}

function guard(allows: (session: Session) => boolean): ReturnType<AuthGuardFn> {
  const machine = inject(SessionMachine);
  const router = inject(Router);
  const { leave, toFailurePage } = guardedNavigation();

  const decide = (hasWaited?: boolean): ReturnType<AuthGuardFn> => {
    const state = machine.snapshot();
    if (machine.pending) return machine.pending.then(() => decide(true));
    const session = sessionOf(state);
    if (session ? !allows(session) : state.status === 'starting') {
      return (typeof ngServerMode === 'undefined' || ngServerMode) && !session && leaveToBrowser(router);
    }
    const renewal = machine.renewal?.byNavigation();
    if (session && !renewal) return true;
    // After a refused response, the guard does not redirect once more, however early or late it runs: the person is
    // told.
    if (state.status === 'failed' && (hasWaited || !router.navigated)) return toFailurePage();
    const hasSession = () => sessionOf(machine.snapshot()) !== null;
    return (
      leave(renewal)
        .catch(() => (renewal && hasSession() ? true : toFailurePage()))
        // Somebody may have signed out while the page was about to be left for a renewal.
        .then((result) => (renewal && !hasSession() ? decide(true) : result))
    );
  };

  return decide();
}
