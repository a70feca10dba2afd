import { Location } from '@angular/common';
import { ApplicationRef, EnvironmentInjector, inject } from '@angular/core';
import { Router } from '@angular/router';
import { takeUntil } from 'rxjs';
import { AuthService } from '../sign-in/auth-service';

/**
 * Brings the person back to where a sign-in began, in place of the redirect URI's history entry. After a refused
 * response that left an earlier session standing, leads to the app's root.
 */
export function returnAfterSignIn(): void {
  const auth = inject(AuthService);
  const injector = inject(EnvironmentInjector);
  // The router is not asked for before it is needed: creating it starts what belongs to it.
  const go = (url: string) => void injector.get(Router).navigateByUrl(url, { replaceUrl: true });
  // In the providers of a route, the router is on its way, and would put back what was taken out of the address bar.
  if (auth.state().status === 'completing' && injector !== inject(ApplicationRef).injector) {
    go(inject(Location).path(true));
  }
  // Once the response is dealt with, a further sign-in that fails leads nobody away from where they are.
  auth.events$.pipe(takeUntil(auth.ready)).subscribe((event) => {
    if (event.type === 'signed-in') go(event.returnTo);
    else if (event.type === 'sign-in-failed' && auth.snapshot().status === 'signed-in') go('/');
  });
}
