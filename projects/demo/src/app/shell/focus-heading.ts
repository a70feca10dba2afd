import { afterNextRender, DOCUMENT, inject, Injector } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { distinctUntilChanged, filter, map, skip } from 'rxjs';

/** After each navigation but the first, focuses the page's main heading, from which a screen reader then goes on. */
export function focusHeadingAfterNavigation(): void {
  const injector = inject(Injector);
  const document = inject(DOCUMENT);
  const focusHeading = () => {
    const heading = document.querySelector<HTMLElement>('main h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  inject(Router)
    .events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects.replace(/[?#].*/, '')),
      distinctUntilChanged(),
      skip(1),
    )
    .subscribe(() => afterNextRender({ read: focusHeading }, { injector }));
}
