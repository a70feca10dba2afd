import { DestroyRef, inject, Injectable } from '@angular/core';
import { AuthService } from '../sign-in/auth-service';
import { AUTH_SETTINGS } from '../settings/auth-settings';

/** What has passed the interceptor. Kept in dev mode only. */
@Injectable({ providedIn: 'root' })
export class InterceptorUse {
  /** Whether any request has. */
  seen = false;
  /** The URLs of resource servers, without query. */
  readonly passed = new Set<string>();
  /** The origins of APIs that are not listed, and of which the console has told. */
  readonly unlisted = new Set<string>();

  /** @param url - the URL of the request, if it is one of a resource server */
  note(url: string | undefined): void {
    this.seen = true;
    if (url) this.passed.add(withoutQuery(url));
  }
}

/**
 * Warns in the console when a signed-in app sends a request to a resource server, and the interceptor has never seen
 * any, or has not seen this one, and it was refused: Angular says nothing about an interceptor that is not wired, nor
 * about an `HttpClient` of a lazy route that does not pass its requests on. For dev mode.
 */
export function warnOfUnusedInterceptor(): void {
  if (typeof PerformanceObserver === 'undefined') return;
  const auth = inject(AuthService);
  const use = inject(InterceptorUse);
  const settings = inject(AUTH_SETTINGS);
  const observer = new PerformanceObserver((list) => {
    const missed = (list.getEntries() as PerformanceResourceTiming[]).some(
      ({ name, initiatorType, responseStatus }) =>
        /^(fetch|xmlhttprequest)$/.test(initiatorType) &&
        settings.resourceServerAt?.(name).length &&
        (!use.seen || (responseStatus === 401 && !use.passed.has(withoutQuery(name)))),
    );
    if (!missed || !auth.isAuthenticated()) return;
    observer.disconnect();
    console.warn(
      'ngx-implicit-auth: a request to one of your resourceServers was sent without passing authInterceptor, so it carried no token. ' +
        'Write provideHttpClient(withInterceptors([authInterceptor])), import AuthModule.forRoot({ … }), or, with ' +
        'the class AuthInterceptor, add withInterceptorsFromDi(). Where a lazy route provides an HttpClient of its own, ' +
        'add withRequestsMadeViaParent() there.',
    );
  });
  observer.observe({ type: 'resource' });
  inject(DestroyRef).onDestroy(() => {
    observer.disconnect();
  });
}

/** A URL without query and fragment, which may hold anything. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*/, '');
}
