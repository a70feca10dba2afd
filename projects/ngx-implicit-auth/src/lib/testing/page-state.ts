import { filter, firstValueFrom, map } from 'rxjs';
import type { AuthEvent } from '../session/auth-event';
import { sessionOf, type AuthState } from '../session/auth-state';
import type { RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';
import type { Page } from './fake-tab';

/** The session that goes on, as the library keeps it: with more than its public type has. */
export function sessionIn({ auth }: Page): StoredSession {
  const session = sessionOf(auth.snapshot()) as StoredSession | null;
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** The outcome of each renewal that the page has reported. */
export function outcomes({ events }: Page): readonly RenewalOutcome['status'][] {
  return events.flatMap((event) => (event.type === 'renewal-ended' ? [event.outcome.status] : []));
}

/** Each event by which the page has reported that a session ended at its deadline. */
export function expirations({ events }: Page): readonly AuthEvent[] {
  return events.filter(({ type }) => type === 'session-expired');
}

/** Resolves with the status that follows a renewal. */
export function settled({ auth }: Page): Promise<AuthState['status']> {
  return firstValueFrom(
    auth.state$.pipe(
      map(({ status }) => status),
      filter((status) => status !== 'renewing'),
    ),
  );
}
