import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { filter, take } from 'rxjs';
import { AuthService } from '../sign-in/auth-service';
import type { LoginOptions } from '../session/login-options';
import type { AuthGuardResult } from './auth-guard-fn';
import { failurePage } from './failure-page';

/** How a guard has somebody sign in and come back to where the navigation under way was going, or leads to the page that tells of a failure. */
export function signInAndReturn() {
  const auth = inject(AuthService);
  const router = inject(Router);
  const { extractedUrl: target, extras } = router.getCurrentNavigation() ?? {};
  const returnTo = target ? router.serializeUrl(target) : router.url;
  const toFailurePage = failurePage(returnTo);

  const signIn = async (options?: LoginOptions | null): Promise<AuthGuardResult> => {
    // Of a page that could not be shown, or that the target was to take the place of, no entry stays in the history.
    await auth.login({ returnTo, replaceUrl: !router.navigated || extras?.replaceUrl, ...options });
    // The page is about to go; if it comes back instead, this navigation has ended.
    await auth.state$
      .pipe(
        filter(({ status }) => status !== 'redirecting'),
        take(1),
      )
      .forEach(() => {});
    return false;
  };
  return [signIn, toFailurePage] as const;
}
