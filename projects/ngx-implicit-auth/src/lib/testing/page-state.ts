import { filter, firstValueFrom, map } from 'rxjs';
import type { AuthEvent } from '../session/auth-event';
import { sessionOf, type AuthState } from '../session/auth-state';
import type { RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import type { Page } from './fake-tab';

/** The session that goes on, as it is kept: with more than its public type tells. */
export function sessionIn({ auth }: Page): StoredSession {
  const session = sessionOf(auth.snapshot()) as StoredSession | null;
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** How each renewal ended that the page has told of. */
export function outcomes({ events }: Page): readonly RenewalOutcome['status'][] {
  return events.flatMap((event) => (event.type === 'renewal-ended' ? [event.outcome.status] : []));
}

/** Each time that the page has told of the end of a session by its deadline. */
export function expirations({ events }: Page): readonly AuthEvent[] {
  return events.filter(({ type }) => type === 'session-expired');
}

/** Resolves with the status in which a renewal ends. */
export function settled({ auth }: Page): Promise<AuthState['status']> {
  return firstValueFrom(
    auth.state$.pipe(
      map(({ status }) => status),
      filter((status) => status !== 'renewing'),
    ),
  );
}
