import { inject, Injector } from '@angular/core';
import type { AuthError } from '../protocol/auth-error';
import { loadRoundTrip } from '../sign-in/lazy-round-trip';
import { RESOURCE_SERVER_MATCHER } from '../settings/resource-server';
import { authGuard } from './auth-guard';
import type { AuthGuardFn } from './auth-guard-fn';
import { signInAndReturn } from './guarded-navigation';

/**
 * Like {@link authGuard}, and makes sure that the access token of a resource server with one of its own is there. Where the server gives it out
 * only after showing a page, such as a consent, the person is taken there and comes back to the very URL.
 *
 * @param url - any URL of the resource server, as listed or below
 * @throws AuthError when there is neither a token nor a page that would help
 * @example
 * ```ts
 * { path: 'reports', component: Reports, canActivate: [requireAccess('https://reports.example.com')] }
 * ```
 */
export function requireAccess(url: string): AuthGuardFn {
  return async () => {
    const injector = inject(Injector);
    const [, listed] = inject(RESOURCE_SERVER_MATCHER)(url) ?? [];
    const [signIn] = signInAndReturn();
    const result = await authGuard();
    if (result !== true || typeof listed !== 'object') return result;
    const { obtainAccessToken } = await loadRoundTrip();
    try {
      await obtainAccessToken(injector, listed);
      return true;
    } catch (error) {
      const { code } = error as AuthError;
      // A frame that the browser or the server does not let work leaves the way around it.
      if (code !== 'interaction_required' && code !== 'renewal_frame_blocked') throw error;
      return signIn({ resourceServer: url });
    }
  };
}
