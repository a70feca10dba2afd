import { inject } from '@angular/core';
import { AuthError, type AuthErrorCode } from '../protocol/auth-error';
import { SignIn } from '../sign-in/sign-in';
import { authGuard } from './auth-guard';
import { guardedNavigation, type AuthGuardFn } from './guarded-navigation';

/** The failures that a page of the server may help with. */
const HELPED_BY_A_PAGE: readonly AuthErrorCode[] = ['interaction_required', 'renewal_frame_blocked'];

/**
 * Like {@link authGuard}, and makes sure that the session has the access token of a resource server with one of its
 * own. If the authorization server wants to show a page first, such as a consent, sends the person there and back to
 * the very URL.
 *
 * @param url - any URL of the resource server, as listed or below
 * @throws AuthError when there is neither a token nor a page that would help
 * @example
 * ```ts
 * { path: 'reports', component: Reports, canActivate: [requireAccessToken('https://reports.example.com')] }
 * ```
 */
export function requireAccessToken(url: string): AuthGuardFn {
  return async () => {
    const signIn = inject(SignIn);
    const { leave } = guardedNavigation();
    const result = await authGuard();
    if (result !== true) return result;
    const part = await signIn.part();
    try {
      await part.requireAccessToken(url);
      return true;
    } catch (thrown) {
      // Where a frame does not work, or the server wants to show a page, a redirect may still get the token.
      if (!(thrown instanceof AuthError) || !HELPED_BY_A_PAGE.includes(thrown.code)) throw thrown;
      return leave({ purpose: { type: 'access', url } });
    }
  };
}
