import { AuthError } from '../protocol/auth-error';
import type { Session } from '../session/auth-state';

/** Whether two sessions are of different persons, by their claims. Without claims nobody can tell. */
export function isOtherPerson(before: Session, after: Session): boolean {
  return !!before.claims && !!after.claims && before.claims.sub !== after.claims.sub;
}

/** The error for an answer that is about another person than the session that goes on. */
export function otherPerson(): AuthError {
  return new AuthError('other_person', 'Somebody else is signed in at the server by now. Sign in again.');
}
