import type { NgZone } from '@angular/core';
import type { Router } from '@angular/router';

/**
 * Leads to the app's root: by the router, or by a page load where the router stands there already, as in an app without
 * routes, or cannot get there.
 */
export function homeLink(appBase: string, router: Router, zone: NgZone): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = appBase;
  link.addEventListener('click', (event) => {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (opensElsewhere || router.url === '/') return;
    event.preventDefault();
    zone
      .run(() => router.navigateByUrl('/'))
      .catch(() => {
        location.assign(link.href);
      });
  });
  return link;
}
