import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpHandlerFn,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, type Observable } from 'rxjs';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { AuthService } from '../sign-in/auth-service';
import { isFor, sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import type { LoginOptions } from '../session/sign-in-request';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { meetsRequirement, type AuthenticationRequirement } from '../session/authentication-requirement';

/**
 * When a resource server answers a request with 401 and `insufficient_user_authentication`, has the person authenticate
 * as it asks and come back to the current page. The request still fails; the app sends it again when the person is
 * back.
 *
 * A resource server on another origin must expose the header `WWW-Authenticate` to the app
 * (Access-Control-Expose-Headers). Nobody has to authenticate again if the session meets the requirement already.
 *
 * @see RFC 9470, sections 3 and 4
 * @example
 * ```ts
 * provideHttpClient(withInterceptors([authInterceptor, stepUpInterceptor]))
 * ```
 */
export const stepUpInterceptor: HttpInterceptorFn = (request, next) => stepUp(request, next, {});

/**
 * Like {@link stepUpInterceptor}, and with `{ window: 'popup' }` has the person authenticate in a popup, while the page
 * stays as it is. Afterwards the request is sent once more, with the new token, where this is listed before
 * `authInterceptor`. It fails if the popup is blocked or closed, or another person has signed in.
 *
 * Browsers let a popup be opened only for a moment after a click, and Safari not at all once a request has been sent: a
 * button that calls `login({ acrValues, window: 'popup' })` works everywhere.
 *
 * @see RFC 9470, sections 3 and 4
 * @example
 * ```ts
 * provideHttpClient(withInterceptors([stepUpInterceptorWith({ window: 'popup' }), authInterceptor]))
 * ```
 */
export function stepUpInterceptorWith(options: Pick<LoginOptions, 'window'>): HttpInterceptorFn {
  return (request, next) => stepUp(request, next, options);
}

function stepUp(
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  options: Pick<LoginOptions, 'window'>,
): Observable<HttpEvent<unknown>> {
  const settings = inject(AUTH_SETTINGS);
  const auth = inject(AuthService);
  const machine = inject(SessionMachine);
  const { now } = inject(AUTH_PLATFORM);
  // With a token, it could only be sent again as it was.
  const mayRepeat = !!options.window && !request.headers.has('Authorization');
  return next(request).pipe(
    catchError((failure: unknown) => {
      const requirement = settings.resourceServerAt?.(request.url).length ? requirementOf(failure) : null;
      const before = sessionOf(machine.snapshot());
      // Without any leeway: by the clocks of the servers, the authentication is too old.
      if (!requirement || !before || meetsRequirement(before, requirement, now(), 0)) throw failure;
      const asked = auth.login({ ...requirement, ...options }).then(
        () => mayRepeat,
        () => false,
      );
      return from(asked).pipe(
        switchMap((repeats) => {
          const session = sessionOf(machine.snapshot());
          if (!repeats || !session || !isFor(before, session)) throw failure;
          return next(request);
        }),
      );
    }),
  );
}

/** The authentication that a resource server asks for; `null` when it asks for none. */
function requirementOf(failure: unknown): AuthenticationRequirement | null {
  if (!(failure instanceof HttpErrorResponse) || failure.status !== 401) return null;
  const challenge = failure.headers.get('WWW-Authenticate') ?? '';
  if (parameter(challenge, 'error') !== 'insufficient_user_authentication') return null;
  const maxAge = parameter(challenge, 'max_age');
  return {
    acrValues: parameter(challenge, 'acr_values'),
    maxAgeSeconds: maxAge !== undefined && /^\d+$/.test(maxAge) ? Number(maxAge) : undefined,
  };
}

function parameter(challenge: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`[ ,]${name}=(?:"([^"]*)"|([^\\s,"]+))`).exec(challenge) ?? [];
  return quoted ?? bare;
}
