import {
  HttpContextToken,
  type HttpEvent,
  type HttpHandler,
  type HttpInterceptor,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { EnvironmentInjector, inject, Injectable, runInInjectionContext } from '@angular/core';
import { from, switchMap, type Observable } from 'rxjs';
import { isFor, sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { hasOwnToken } from '../settings/resource-servers';
import { SignIn } from '../sign-in/sign-in';
import { InterceptorUse } from './interceptor-use';
import { notingRequests, notingUnsent } from './request-notes';
import { tellingOfUnlistedApis } from './unlisted-api';

/**
 * Set to `true`, keeps one request from waiting for the sign-in and from carrying a token; `false` by default.
 *
 * @example
 * ```ts
 * http.get('/api/news', { context: new HttpContext().set(SKIP_AUTH, true) });
 * ```
 */
export const SKIP_AUTH = new HttpContextToken<boolean>(() => false);

/**
 * Adds `Authorization: Bearer …` to requests for the configured `resourceServers`, and to no others; with `withDpop()`,
 * `Authorization: DPoP …` and a proof. An entry may leave out some of its requests (`methods`, `matches`).
 *
 * Waits until a sign-in under way is completed. Sends no expired token. Leaves alone a request that has the header
 * already.
 *
 * @see RFC 6750, section 2.1; RFC 9449, section 7.1
 * @example
 * ```ts
 * provideHttpClient(withInterceptors([authInterceptor]))
 * ```
 */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const settings = inject(AUTH_SETTINGS);
  const isSkipped = request.headers.has('Authorization') || request.context.get(SKIP_AUTH);
  const injector = inject(EnvironmentInjector);
  const decide = (): Observable<HttpEvent<unknown>> => {
    // Sends the very URL that was matched: the browser would resolve a relative one against any <base> that is injected.
    const [url = '', entries] = settings.resourceServerAt?.(request.url) ?? [];
    // Asked anew for each request, and with a URL of its own: only the URL's entries are remembered.
    const listed = entries?.find(
      ({ methods, matches }) =>
        (!methods || methods.some((method) => method.toUpperCase() === request.method)) &&
        (!matches || (matches(new URL(url), request.method) as unknown) === true),
    );
    if (typeof ngDevMode === 'undefined' || ngDevMode)
      next = notingRequests(request, next, { entries, listed, isSkipped });
    if ((typeof ngDevMode === 'undefined' || ngDevMode) && settings.resourceServerAt) {
      inject(InterceptorUse).note(url);
      if (!url && !request.context.get(SKIP_AUTH)) return tellingOfUnlistedApis(next)(request);
    }
    if (!listed || isSkipped) return next(request);
    const machine = inject(SessionMachine);
    const send = (token?: string | null) => {
      if (!token) return next(request);
      return (
        machine.dpop?.send(request.clone({ url }), token, next) ??
        next(request.clone({ url, setHeaders: { Authorization: `Bearer ${token}` } }))
      );
    };
    if (hasOwnToken(listed)) {
      const sending = from(inject(SignIn).part()).pipe(switchMap((part) => part.sendTo(listed, send)));
      return typeof ngDevMode === 'undefined' || ngDevMode ? notingUnsent(next, sending) : sending;
    }
    const before = machine.requester();
    const sendOwn = () => {
      const session = sessionOf(machine.snapshot());
      // What one person asks for is not sent as another.
      return send(session && isFor(before, session) ? session.accessToken : null);
    };
    const sendRenewed = () => machine.renewal?.aroundRequest(sendOwn) ?? sendOwn();
    return machine.pending ? from(machine.pending).pipe(switchMap(sendRenewed)) : sendRenewed();
  };
  return settings.later && !isSkipped
    ? from(settings.later).pipe(switchMap(() => runInInjectionContext(injector, decide)))
    : decide();
};

/**
 * The class form of {@link authInterceptor}, for `HTTP_INTERCEPTORS` with `withInterceptorsFromDi()`.
 *
 * @example
 * ```ts
 * { provide: HTTP_INTERCEPTORS, useExisting: AuthInterceptor, multi: true }
 * ```
 */
@Injectable({ providedIn: 'root' })
export class AuthInterceptor implements HttpInterceptor {
  readonly #injector = inject(EnvironmentInjector);

  /** Does what {@link authInterceptor} does. */
  intercept(request: HttpRequest<unknown>, next: HttpHandler): Observable<HttpEvent<unknown>> {
    return runInInjectionContext(this.#injector, () => authInterceptor(request, (passedOn) => next.handle(passedOn)));
  }
}
