import { HttpErrorResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, defer, from, of, switchMap, throwError } from 'rxjs';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import type { Renewal } from '../session/renewal';
import { SessionMachine } from '../session/session-machine';

const URGENT_MS = 5_000;

/**
 * Lets a request wait for the renewal of a token that is about to expire, and sends it once more, with a new token, when the
 * resource server has refused the token.
 *
 * @see RFC 6750, section 3.1
 */
export function renewAroundRequest(): Renewal['aroundRequest'] {
  const machine = inject(SessionMachine);
  const renew = async () => machine.renewal?.renew();
  const platform = inject(AUTH_PLATFORM);
  const token = () => sessionOf(machine.snapshot())?.accessToken;
  const neededFirst = () => {
    const session = sessionOf(machine.snapshot());
    if (machine.pending || !session) return machine.pending;
    const { receivedAt, expiresAt } = session;
    return expiresAt - platform.now() < Math.min(URGENT_MS, (expiresAt - receivedAt) / 10) ? renew() : null;
  };
  return (send) =>
    defer(() => {
      const first = neededFirst();
      return first ? from(first) : of(null);
    }).pipe(
      switchMap(() => {
        const sent = token();
        return send().pipe(
          catchError((failure: unknown) => {
            if (!sent || !isInvalidToken(failure)) return throwError(() => failure);
            // Another request may have had it renewed in the meantime.
            const renewed = token() === sent ? renew() : Promise.resolve();
            return from(renewed).pipe(
              switchMap(() => (token() && token() !== sent ? send() : throwError(() => failure))),
            );
          }),
        );
      }),
    );
}

/** The header says why; without CORS permission to read it, the status has to do. */
function isInvalidToken(failure: unknown): boolean {
  if (!(failure instanceof HttpErrorResponse) || failure.status !== 401) return false;
  const challenge = failure.headers.get('WWW-Authenticate');
  return challenge === null || /\berror="?invalid_token\b/.test(challenge);
}
