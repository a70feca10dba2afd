import { inject, Injector } from '@angular/core';
import { Router } from '@angular/router';
import { takeUntil } from 'rxjs';
import { AuthService } from '../session/auth-service';

/**
 * Brings the person back to where a sign-in began, in place of the redirect URI's history entry. After a refused response that
 * left an earlier session standing, leads to the app's root.
 */
export function returnAfterSignIn(): void {
  const auth = inject(AuthService);
  const injector = inject(Injector);
  // Once the response is dealt with, a further sign-in that fails leads nobody away from where they are.
  auth.events$.pipe(takeUntil(auth.ready)).subscribe((event) => {
    const returnTo =
      event.type === 'signed-in'
        ? event.returnTo
        : event.type === 'sign-in-failed' && auth.snapshot().status === 'signed-in'
          ? '/'
          : null;
    // The router is not asked for before it is needed: creating it starts what belongs to it.
    if (returnTo !== null) void injector.get(Router).navigateByUrl(returnTo, { replaceUrl: true });
  });
}
