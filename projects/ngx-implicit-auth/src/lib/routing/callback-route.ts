import { APP_BOOTSTRAP_LISTENER, inject, Injector, type Provider } from '@angular/core';
import { NavigationError, Router, RoutesRecognized, type ActivatedRouteSnapshot } from '@angular/router';
import { filter, map, take } from 'rxjs';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { callbackPath } from './guarded-navigation';

/** By which Angular's router says that no route matches (NG04002). */
const NO_MATCH = 4002;

/**
 * Says once in the console that no route, or only the one for all the rest, leads to the redirect URI: then nothing
 * shows there how a sign-in goes. For dev mode.
 */
export const CALLBACK_ROUTE_HINT: Provider = {
  provide: APP_BOOTSTRAP_LISTENER,
  multi: true,
  useFactory: () => {
    const injector = inject(Injector);
    const settings = inject(AUTH_SETTINGS);
    return () => {
      // On a server, nobody asks for a configuration that comes at run time.
      const path = settings.resourceServerAt ? callbackPath(settings) : null;
      // Not earlier: to create the router starts what belongs to it.
      if (path !== null) watch(injector.get(Router), path);
    };
  },
};

function watch(router: Router, path: string): void {
  router.events
    .pipe(
      map((event) => problemIn(event, path)),
      filter((problem) => problem !== null),
      take(1),
    )
    .subscribe((problem) => {
      console.warn(
        `ngx-implicit-auth: ${problem}, so nothing shows there how a sign-in goes. Add ` +
          `{ path: '${path.slice(1)}', component: AuthCallback } to the routes, before any route for '**'.`,
      );
    });
}

function problemIn(event: unknown, path: string): string | null {
  if (event instanceof NavigationError && leadsTo(event.url, path)) {
    const { code } = { ...(event.error as { readonly code?: unknown } | null) };
    return Math.abs(Number(code)) === NO_MATCH ? `no route matches ${path}, the path of redirectUri` : null;
  }
  // An app's root may well redirect.
  if (!(event instanceof RoutesRecognized) || path === '/' || !leadsTo(event.url, path)) return null;
  if (!leadsTo(event.urlAfterRedirects, path)) return `a route redirects from ${path}, the path of redirectUri`;
  return isForTheRest(event.state.root) ? `the route for '**' takes ${path}, the path of redirectUri` : null;
}

function leadsTo(url: string, path: string): boolean {
  return url.replace(/[?#;].*/, '').replace(/\/$/, '') === path.replace(/\/$/, '');
}

function isForTheRest({ routeConfig, children }: ActivatedRouteSnapshot): boolean {
  return routeConfig?.path === '**' || children.some(isForTheRest);
}
