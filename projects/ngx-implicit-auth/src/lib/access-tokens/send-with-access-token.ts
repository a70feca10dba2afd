import type { HttpErrorResponse } from '@angular/common/http';
import type { Injector } from '@angular/core';
import { catchError, from, switchMap, type Observable } from 'rxjs';
import { sessionOf } from '../session/auth-state';
import { obtainAccessToken } from './obtain-access-token';
import type { ResourceServer } from '../settings/resource-server';
import { SessionMachine } from '../session/session-machine';

/**
 * Sends a request with the token of its resource server, which is fetched first when there is none, and once more when the resource server
 * does not take it any more. While nobody is signed in, without a token.
 *
 * A token that cannot be had is an AuthError of the request, which is not sent then.
 *
 * @see RFC 6750, section 3.1
 */
export function sendWithAccessToken<T>(
  injector: Injector,
  listed: ResourceServer,
  send: (accessToken: string | null) => Observable<T>,
): Observable<T> {
  const machine = injector.get(SessionMachine);
  const obtain = async (refused?: string) => {
    while (machine.pending) await machine.pending;
    return sessionOf(machine.snapshot()) && obtainAccessToken(injector, listed, refused);
  };
  return from(obtain()).pipe(
    switchMap((accessToken) =>
      send(accessToken).pipe(
        catchError((failure: unknown) => {
          if (accessToken === null || !isInvalidToken(failure)) throw failure;
          return from(obtain(accessToken)).pipe(switchMap(send));
        }),
      ),
    ),
  );
}

/** The header says why; without CORS permission to read it, the status has to do. */
function isInvalidToken(failure: unknown): boolean {
  const { status, headers } = failure as Partial<HttpErrorResponse>;
  const challenge = headers?.get('WWW-Authenticate') ?? null;
  return status === 401 && (challenge === null || /\berror="?invalid_token\b/.test(challenge));
}
