import { HttpErrorResponse } from '@angular/common/http';
import { catchError, defer, from, switchMap, throwError } from 'rxjs';
import type { AuthPlatform } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import type { RenewalPort } from '../session/ports';
import type { SessionMachine } from '../session/session-machine';
import type { RenewalPart } from './renewal-part';

const URGENT_MS = 5_000;

/**
 * Has a request wait while a token that is about to expire is renewed. When the resource server refuses the token, has
 * it renewed, and sends the request once more.
 *
 * @see RFC 6750, section 3.1
 */
export function renewAroundRequest(
  machine: SessionMachine,
  platform: AuthPlatform,
  load: () => Promise<RenewalPart>,
): RenewalPort['aroundRequest'] {
  const current = () => sessionOf(machine.snapshot());
  const neededFirst = () => {
    const session = current();
    if (machine.pending || !session) return machine.pending;
    const { receivedAt, expiresAt } = session;
    return expiresAt - platform.now() < Math.min(URGENT_MS, (expiresAt - receivedAt) / 10)
      ? machine.renewal?.renew()
      : null;
  };
  return (send) =>
    defer(() => neededFirst() ?? [null]).pipe(
      switchMap(() => {
        const sent = current();
        return send().pipe(
          catchError((failure: unknown) => {
            if (!sent?.accessToken || !(failure instanceof HttpErrorResponse) || failure.status !== 401) throw failure;
            const renewed = load()
              .then((part) => part.renewRefused(sent, failure))
              .catch(() => false);
            return from(renewed).pipe(switchMap((isRenewed) => (isRenewed ? send() : throwError(() => failure))));
          }),
        );
      }),
    );
}
