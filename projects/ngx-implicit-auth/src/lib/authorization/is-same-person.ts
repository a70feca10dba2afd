import type { Session } from '../session/auth-state';

/** Whether two sessions are of one person. Without claims on both sides nobody can tell. */
export function isSamePerson(before: Session, after: Session): boolean {
  return !before.claims || !after.claims || before.claims.sub === after.claims.sub;
}
