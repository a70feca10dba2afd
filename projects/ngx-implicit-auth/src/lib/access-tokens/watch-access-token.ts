import { distinctUntilChanged, from, map, Observable, switchMap } from 'rxjs';
import type { AuthContext } from '../authorization/auth-context';
import { asAuthError } from '../protocol/as-auth-error';
import { httpUrl } from '../protocol/secure-url';
import { sessionOf } from '../session/auth-state';
import { told } from '../session/session-input';
import type { StoredSession } from '../session/session-store';
import { whenPassed } from '../session/when-passed';
import type { ResourceServer } from '../settings/auth-config';
import { accessTokenKey, heldAccessToken } from './held-access-tokens';
import type { ObtainAccessToken } from './obtain-access-token';

/**
 * Emits the access token for a URL. While anybody listens, it is fetched when there is none, and again when it has
 * expired.
 */
export function watchAccessToken(
  context: AuthContext,
  obtain: ObtainAccessToken,
  url: string,
): Observable<string | null> {
  // A WebSocket that is not listed has the token of the same URL of http.
  const listed = context.listedAt(url) ?? context.listedAt(httpUrl(url));
  if (listed === null) return from([null]);
  const { now } = context.platform;
  const tokenOf = (session: StoredSession) =>
    listed === 'session' ? session.accessToken : heldAccessToken(session, accessTokenKey(listed), now())?.accessToken;
  return context.machine.states.pipe(
    map((state) => sessionOf(state)),
    // A token that was refused would otherwise be asked for again whenever another resource server gets its own.
    distinctUntilChanged(
      (a, b) => a === b || (!!a && !!b && a.receivedAt === b.receivedAt && tokenOf(a) === tokenOf(b)),
    ),
    switchMap((session) => {
      if (!session || listed === 'session') return [session?.accessToken ?? null];
      return ownAccessToken(context, obtain, session, listed);
    }),
    distinctUntilChanged(),
  );
}

/**
 * Emits what a session holds for a resource server, and fetches what it does not hold. With a new token it is another
 * session, and this stream is left for that one's.
 */
function ownAccessToken(
  { machine, zone, platform: { now } }: AuthContext,
  obtain: ObtainAccessToken,
  session: StoredSession,
  listed: ResourceServer,
): Observable<string | null> {
  const fetch = () => {
    obtain(listed).catch((thrown: unknown) => {
      machine.send(told({ type: 'access-token-failed', url: listed.url, error: asAuthError(thrown) }));
    });
  };
  return new Observable((subscriber) => {
    const held = heldAccessToken(session, accessTokenKey(listed), now());
    subscriber.next(held?.accessToken ?? null);
    if (!held) fetch();
    const fetchAgain = () => {
      zone.run(() => {
        subscriber.next(null);
        fetch();
      });
    };
    // Outside the zone a timer does not keep the app from becoming stable.
    return held ? zone.runOutsideAngular(() => whenPassed(held.expiresAt, now, fetchAgain)) : undefined;
  });
}
