import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';

/** Without this page being loaded anew, another tab can bring another person: what they may see is for the guards to say. */
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
