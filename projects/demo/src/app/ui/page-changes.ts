import { inject } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { distinctUntilChanged, filter, map, skip, type Observable } from 'rxjs';

/** Tells when another page is shown than before; for those who watch from the app's start. */
export function pageChanges(): Observable<string> {
  return inject(Router).events.pipe(
    filter((event) => event instanceof NavigationEnd),
    map(({ urlAfterRedirects }) => urlAfterRedirects.replace(/[?#].*/, '')),
    distinctUntilChanged(),
    skip(1),
  );
}
