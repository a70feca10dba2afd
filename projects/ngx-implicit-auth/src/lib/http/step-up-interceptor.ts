import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, map } from 'rxjs';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { AuthService } from '../sign-in/auth-service';
import { sessionOf } from '../session/auth-state';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import { meetsRequirement, type AuthenticationRequirement } from '../session/authentication-requirement';

/**
 * Has the person authenticate in the way that a resource server asks for, and come back to the current page: when it
 * answers a request with 401 and `insufficient_user_authentication`. The request fails all the same; whoever sent it
 * sends it again when the page is back.
 *
 * Another origin has to expose the header `WWW-Authenticate` to the app (Access-Control-Expose-Headers). Nobody is
 * asked for what the session has already.
 *
 * @see RFC 9470, sections 3 and 4
 * @example
 * ```ts
 * provideHttpClient(withInterceptors([authInterceptor, stepUpInterceptor]))
 * ```
 */
export const stepUpInterceptor: HttpInterceptorFn = (request, next) => {
  if (!inject(AUTH_SETTINGS).resourceServerAt(request.url)) return next(request);
  const auth = inject(AuthService);
  const { now } = inject(AUTH_PLATFORM);
  return next(request).pipe(
    catchError((failure: unknown) => {
      const requirement = requirementOf(failure);
      const session = sessionOf(auth.snapshot());
      if (!requirement || !session || meetsRequirement(session, requirement, now())) throw failure;
      const asked = auth.login({ ...requirement }).catch(() => {});
      return from(asked).pipe(
        map(() => {
          throw failure;
        }),
      );
    }),
  );
};

/** What a resource server asks for; `null` when it says nothing of the kind. */
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
