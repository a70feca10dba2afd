import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, map } from 'rxjs';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { AuthService } from '../sign-in/auth-service';
import { sessionOf } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
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
export const stepUpInterceptor: HttpInterceptorFn = (request, next) => {
  if (!inject(AUTH_SETTINGS).resourceServerAt(request.url)) return next(request);
  const auth = inject(AuthService);
  const machine = inject(SessionMachine);
  const { now } = inject(AUTH_PLATFORM);
  return next(request).pipe(
    catchError((failure: unknown) => {
      const requirement = requirementOf(failure);
      const session = sessionOf(machine.snapshot());
      // Without any leeway: by the clocks of the servers, the authentication is too old.
      if (!requirement || !session || meetsRequirement(session, requirement, now(), 0)) throw failure;
      const asked = auth.login({ ...requirement }).catch(() => {});
      return from(asked).pipe(
        map(() => {
          throw failure;
        }),
      );
    }),
  );
};

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
