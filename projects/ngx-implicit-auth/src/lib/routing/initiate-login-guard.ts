import { Location } from '@angular/common';
import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { AuthError } from '../protocol/auth-error';
import { signInFailed } from '../session/session-input';
import { SessionMachine } from '../session/session-machine';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { AuthService } from '../sign-in/auth-service';
import { failurePage } from './guarded-navigation';
import { leaveToBrowser } from './leave-to-browser';

/**
 * Signs somebody in because another site, or the server, asks for it.
 *
 * The query names the configured issuer as `iss`. It may have a `login_hint`, and a `target_link_uri` in this app. Any
 * other request is refused, and the redirect URI's route says why.
 *
 * A server leaves the sign-in to the browser, as {@link authGuard} does.
 *
 * @see OpenID Connect Core 1.0, section 4
 * @example
 * ```ts
 * { path: 'auth/login', component: AuthCallback, canActivate: [initiateLoginGuard] }   // registered as initiate_login_uri
 * ```
 */
export const initiateLoginGuard: CanActivateFn = async ({ queryParamMap }) => {
  const auth = inject(AuthService);
  const machine = inject(SessionMachine);
  const settings = inject(AUTH_SETTINGS);
  // With hash routing, in-app paths begin after the `#`.
  const root = new URL(inject(Location).prepareExternalUrl('/'), settings.appBase).href;
  const router = inject(Router);
  const toFailurePage = failurePage(router, router.url);
  await settings.later;
  if (auth.snapshot().status === 'starting') {
    return (typeof ngServerMode === 'undefined' || ngServerMode) && leaveToBrowser(router);
  }
  // Without a configuration, nobody can tell whether the request names the right server. Another try asks for both anew.
  if ((settings.issuer as string | undefined) === undefined) {
    await auth.ready;
    return toFailurePage();
  }

  const returnTo = pathWithin(root, queryParamMap.get('target_link_uri') ?? root);
  try {
    if (queryParamMap.get('iss') !== settings.issuer || returnTo === null) {
      const error = new AuthError(
        'login_request_refused',
        `Only ${settings.issuer} may be named as iss, and only a page of this app as target_link_uri. Start the sign-in in ` +
          'the app instead.',
      );
      machine.send(signInFailed(error, '/'));
      throw error;
    }
    await auth.login({ returnTo, loginHint: queryParamMap.get('login_hint') ?? undefined, replaceUrl: true });
    return false;
  } catch {
    return toFailurePage();
  }
};

/** The in-app path of an absolute URL; `null` when the URL lies outside the app. */
function pathWithin(root: string, url: string): string | null {
  try {
    const { href } = new URL(url);
    return href.startsWith(root) ? '/' + href.slice(root.length) : null;
  } catch {
    return null;
  }
}
