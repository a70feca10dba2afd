import { isInvalidToken } from '../protocol/invalid-token';
import { isFor, sessionOf } from '../session/auth-state';
import type { SessionMachine } from '../session/session-machine';
import type { StoredSession } from '../session/session-store';

/** Renews a token that a resource server has refused. Returns whether there is another one now. */
export async function renewRefused(machine: SessionMachine, sent: StoredSession, failure: unknown): Promise<boolean> {
  if (!isInvalidToken(failure)) return false;
  const current = () => sessionOf(machine.snapshot());
  // Another request may have had it renewed in the meantime.
  if (current()?.accessToken === sent.accessToken) await machine.renewal?.renew();
  const session = current();
  // What one person has sent is not sent again as another.
  return !!session?.accessToken && session.accessToken !== sent.accessToken && isFor(sent, session);
}
