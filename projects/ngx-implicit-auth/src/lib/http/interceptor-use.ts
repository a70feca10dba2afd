import { DestroyRef, inject, Injectable } from '@angular/core';
import { AuthService } from '../sign-in/auth-service';
import { AUTH_SETTINGS } from '../settings/auth-settings';

/** Whether any request has passed the interceptor. Kept in dev mode only. */
@Injectable({ providedIn: 'root' })
export class InterceptorUse {
  seen = false;
}

/**
 * Warns in the console when a signed-in app sends a request to a resource server, and the interceptor has never seen
 * any: Angular says nothing about an interceptor that is not wired. For dev mode.
 */
export function warnOfUnusedInterceptor(): void {
  if (typeof PerformanceObserver === 'undefined') return;
  const auth = inject(AuthService);
  const use = inject(InterceptorUse);
  const { resourceServerAt } = inject(AUTH_SETTINGS);
  const observer = new PerformanceObserver((list) => {
    const missed = list
      .getEntries()
      .some(
        (entry) =>
          /^(fetch|xmlhttprequest)$/.test((entry as PerformanceResourceTiming).initiatorType) &&
          resourceServerAt(entry.name) !== null,
      );
    if (!missed || use.seen || !auth.isAuthenticated()) return;
    observer.disconnect();
    console.warn(
      'ngx-implicit-auth: a request to one of your resourceServers was sent without passing authInterceptor, so it carried no token. ' +
        'Write provideHttpClient(withInterceptors([authInterceptor])), import AuthModule.forRoot({ … }), or, with ' +
        'the class AuthInterceptor, add withInterceptorsFromDi().',
    );
  });
  observer.observe({ type: 'resource' });
  inject(DestroyRef).onDestroy(() => {
    observer.disconnect();
  });
}
