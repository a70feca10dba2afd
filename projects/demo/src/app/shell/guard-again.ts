import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';

/**
 * Has the guards decide again when another tab has signed another person in: this page is not loaded anew, and it may
 * show what that person must not see.
 */
export function guardAgainForAnotherPerson(): void {
  const router = inject(Router);
  inject(AuthService)
    .claims$.pipe(
      map((claims) => claims?.sub),
      filter((person) => person !== undefined),
      distinctUntilChanged(),
      skip(1),
      takeUntilDestroyed(),
    )
    .subscribe(() => {
      void router.navigateByUrl(router.url, { onSameUrlNavigation: 'reload', replaceUrl: true });
    });
}
