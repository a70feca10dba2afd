import { filter, firstValueFrom, map } from 'rxjs';
import { sessionOf, type AuthState, type Session } from '../session/auth-state';
import type { RenewalOutcome } from '../session/renewal-outcome';
import type { Page } from './fake-tab';

/** The session that goes on. */
export function sessionIn({ auth }: Page): Session {
  const session = sessionOf(auth.snapshot());
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** How each renewal ended that the page has told of. */
export function outcomes({ events }: Page): readonly RenewalOutcome['status'][] {
  return events.flatMap((event) => (event.type === 'renewal-ended' ? [event.outcome.status] : []));
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
