import { afterNextRender, DOCUMENT, inject, Injector } from '@angular/core';
import { pageChanges } from '../ui/page-changes';

/** When another page is shown, focuses its main heading, from which a screen reader then goes on. */
export function focusHeadingAfterNavigation(): void {
  const injector = inject(Injector);
  const document = inject(DOCUMENT);
  const focusHeading = () => {
    const heading = document.querySelector<HTMLElement>('main h1');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  pageChanges().subscribe(() => afterNextRender({ read: focusHeading }, { injector }));
}
