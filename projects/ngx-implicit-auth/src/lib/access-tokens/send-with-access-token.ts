import { catchError, from, switchMap, type Observable } from 'rxjs';
import { isInvalidToken } from '../protocol/invalid-token';
import { isFor, sessionOf } from '../session/auth-state';
import type { SessionMachine } from '../session/session-machine';

/**
 * Sends a request with the token of its resource server. The token is fetched first when there is none. When the
 * resource server refuses it, another one is fetched, and the request is sent once more. While nobody is signed in, or
 * somebody else by then, the request goes without a token, and is not sent once more.
 *
 * When the token cannot be had, the request is not sent, and fails with an AuthError.
 *
 * @param obtain - gets the token; given one that was refused, another
 * @see RFC 6750, section 3.1
 */
export function sendWithAccessToken<T>(
  machine: SessionMachine,
  obtain: (refused?: string) => Promise<string>,
  send: (accessToken: string | null) => Observable<T>,
): Observable<T> {
  // What one person asks for is not sent as another.
  let requester = machine.requester();
  const requesting = () => {
    const session = sessionOf(machine.snapshot());
    return session && isFor(requester, session) ? session : null;
  };
  const obtainForSession = async (refused?: string) => {
    while (machine.pending) await machine.pending;
    requester ??= requesting();
    if (!requesting()) return null;
    const accessToken = await obtain(refused);
    return requesting() && accessToken;
  };
  return from(obtainForSession()).pipe(
    switchMap((accessToken) =>
      send(accessToken).pipe(
        catchError((failure: unknown) => {
          if (accessToken === null || !isInvalidToken(failure)) throw failure;
          return from(obtainForSession(accessToken)).pipe(
            switchMap((another) => {
              if (another === null) throw failure;
              return send(another);
            }),
          );
        }),
      ),
    ),
  );
}
