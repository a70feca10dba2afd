import type { Injector } from '@angular/core';
import { distinctUntilChanged, from, map, Observable, switchMap } from 'rxjs';
import { accessTokenKey, accessTokenOf } from './held-access-token';
import { asAuthError } from '../authorization/as-auth-error';
import { sessionOf, type Session } from '../session/auth-state';
import { whenPassed } from '../session/when-passed';
import { obtainAccessToken } from './obtain-access-token';
import { RESOURCE_SERVER_MATCHER, type ResourceServer } from '../settings/resource-server';
import { ROUND_TRIP_PLATFORM } from '../authorization/request-platform';
import { SessionMachine } from '../session/session-machine';

/** The access token for a URL, as long as anybody listens: fetched when there is none, and again when it has expired. */
export function accessTokenFor(injector: Injector, url: string): Observable<string | null> {
  const [, listed] = injector.get(RESOURCE_SERVER_MATCHER)(url) ?? [];
  if (listed === undefined) return from([null]);
  const { now } = injector.get(ROUND_TRIP_PLATFORM);
  const tokenOf = (session: Session) =>
    typeof listed === 'string'
      ? session.accessToken
      : accessTokenOf(session, accessTokenKey(listed), now())?.accessToken;
  return injector.get(SessionMachine).states.pipe(
    map(sessionOf),
    // Otherwise a token that was refused would be asked for again with each that another resource server gets.
    distinctUntilChanged(
      (a, b) => a === b || (!!a && !!b && a.receivedAt === b.receivedAt && tokenOf(a) === tokenOf(b)),
    ),
    switchMap((session) => {
      if (!session || typeof listed === 'string') return from([session?.accessToken ?? null]);
      return ownAccessToken(injector, session, listed);
    }),
    distinctUntilChanged(),
  );
}

/** What a session holds for a resource server. One that is fetched makes another session of it, so this ends there. */
function ownAccessToken(injector: Injector, session: Session, listed: ResourceServer): Observable<string | null> {
  const { now } = injector.get(ROUND_TRIP_PLATFORM);
  const fetch = () => {
    obtainAccessToken(injector, listed).catch((thrown: unknown) => {
      injector.get(SessionMachine).tell({ type: 'access-token-failed', url: listed.url, error: asAuthError(thrown) });
    });
  };
  return new Observable((subscriber) => {
    const held = accessTokenOf(session, accessTokenKey(listed), now());
    subscriber.next(held?.accessToken ?? null);
    if (!held) fetch();
    const fetchAgain = () => {
      subscriber.next(null);
      fetch();
    };
    return held ? whenPassed(held.expiresAt, now, fetchAgain) : undefined;
  });
}
