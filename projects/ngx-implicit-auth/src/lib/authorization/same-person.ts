import { AuthError } from '../protocol/auth-error';
import type { Session } from '../session/auth-state';

/** Whether two sessions are of one person. Without claims on both sides nobody can tell. */
export function isSamePerson(before: Session, after: Session): boolean {
  return !before.claims || !after.claims || before.claims.sub === after.claims.sub;
}

/** For an answer that is about somebody else than the session that goes on. */
export function otherPerson(): AuthError {
  return new AuthError('other_person', 'Somebody else is signed in at the server by now. Sign in again.');
}
