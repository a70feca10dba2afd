import type { Router } from '@angular/router';

/**
 * Leaves a guarded page to the browser, which alone knows who is there. The app is rendered at the page's URL, with
 * nothing where its routes are shown.
 *
 * `@angular/ssr` takes a navigation that a guard has stopped for a missing page: it answers 404, and a build that
 * prerenders fails. So the navigation begins anew, to the same URL, while the app has no route but an empty one.
 *
 * @returns the guard's answer, for which nobody waits any more
 */
export async function leaveToBrowser(router: Router): Promise<false> {
  const { id, extractedUrl: url } = router.getCurrentNavigation() ?? {};
  // The guards of a route are called at the same moment. Whichever goes on first does it for all.
  await Promise.resolve();
  if (!url || router.getCurrentNavigation()?.id !== id) return false;
  const { config } = router;
  router.resetConfig(Object.keys(url.root.children).map((outlet) => ({ path: '**', outlet, children: [] })));
  await router.navigateByUrl(url, { skipLocationChange: true });
  // `@angular/ssr` lists the routes after the first navigation of an app that waits for it.
  router.resetConfig(config);
  return false;
}
