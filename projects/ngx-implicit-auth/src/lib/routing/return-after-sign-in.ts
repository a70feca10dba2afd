import { Location } from '@angular/common';
import { ApplicationRef, EnvironmentInjector, ErrorHandler, inject } from '@angular/core';
import { Router } from '@angular/router';
import { takeUntil } from 'rxjs';
import { AuthService } from '../sign-in/auth-service';
import { SignIn } from '../sign-in/sign-in';

/**
 * Brings the person back to where a sign-in began, in place of the redirect URI's history entry. When a response was
 * refused but an earlier session goes on, leads to the app's root.
 */
export function returnAfterSignIn(): void {
  const auth = inject(AuthService);
  inject(SignIn).configure?.();
  const injector = inject(EnvironmentInjector);
  // Gets the router only when it is needed: creating it starts what belongs to it.
  const go = (url: string) => {
    // A guard may throw, or the app have no such route.
    injector
      .get(Router)
      .navigateByUrl(url, { replaceUrl: true })
      .catch((thrown: unknown) => {
        injector.get(ErrorHandler).handleError(thrown);
      });
  };
  const location = inject(Location);
  const isInRoute = injector !== inject(ApplicationRef).injector;
  // Provided in a route, this runs while the router navigates to the URL that the response was taken out of. The router
  // would put that back, so it is sent to the URL without the response.
  auth.state$.pipe(takeUntil(auth.ready)).subscribe(({ status }) => {
    if (isInRoute && status === 'completing') go(location.path(true));
  });
  // Only until the response is dealt with: a later sign-in that fails must not lead the person away from their page.
  auth.events$.pipe(takeUntil(auth.ready)).subscribe((event) => {
    if (event.type === 'signed-in') go(event.returnTo);
    else if (event.type === 'sign-in-failed' && auth.snapshot().status === 'signed-in') go('/');
  });
}
