import { HttpErrorResponse } from '@angular/common/http';
import { catchError, defer, from, of, switchMap, throwError } from 'rxjs';
import type { AuthPlatform } from '../session/auth-platform';
import { sessionOf } from '../session/auth-state';
import type { RenewalPort } from '../session/ports';
import type { SessionMachine } from '../session/session-machine';
import type { StoredSession } from '../session/session-store';
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
  const renew = async () => machine.renewal?.renew();
  const current = () => sessionOf(machine.snapshot());
  const neededFirst = () => {
    const session = current();
    if (machine.pending || !session) return machine.pending;
    const { receivedAt, expiresAt } = session;
    return expiresAt - platform.now() < Math.min(URGENT_MS, (expiresAt - receivedAt) / 10) ? renew() : null;
  };
  /** Renews a token that was refused, and tells whether there is another one now. */
  const renewRefused = async (sent: StoredSession, failure: HttpErrorResponse) => {
    const { isInvalidToken } = await load();
    if (!isInvalidToken(failure)) return false;
    // Another request may have had it renewed in the meantime.
    if (current()?.accessToken === sent.accessToken) await renew();
    const session = current();
    // What one person has sent is not sent again as another.
    return !!session?.accessToken && session.accessToken !== sent.accessToken && session.id === sent.id;
  };
  return (send) =>
    defer(() => {
      const first = neededFirst();
      return first ? from(first) : of(null);
    }).pipe(
      switchMap(() => {
        const sent = current();
        return send().pipe(
          catchError((failure: unknown) => {
            if (!sent?.accessToken || !(failure instanceof HttpErrorResponse) || failure.status !== 401) throw failure;
            return from(renewRefused(sent, failure).catch(() => false)).pipe(
              switchMap((isRenewed) => (isRenewed ? send() : throwError(() => failure))),
            );
          }),
        );
      }),
    );
}
