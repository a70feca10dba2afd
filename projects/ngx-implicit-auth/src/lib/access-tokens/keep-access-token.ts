import { AuthError } from '../protocol/auth-error';
import { demand } from '../protocol/demand';
import { accessTokenOf } from './held-access-token';
import { sessionOf, type ResourceAccessToken, type Session } from '../session/auth-state';
import { isSamePerson } from '../authorization/is-same-person';
import type { SessionMachine } from '../session/session-machine';

/**
 * Adds the token of a resource server to the session that goes on, if it is still that of the person who the token was asked for.
 *
 * @param before - the session as it was when the token was asked for; `null` when there is none any more
 * @param received - what the token came with
 * @throws AuthError `other_person`, `interaction_required`
 */
export function keepAccessToken(
  machine: SessionMachine,
  before: Session | null,
  key: string,
  received: Session,
): string {
  if (before && !isSamePerson(before, received)) {
    machine.signOut('other-person');
    throw new AuthError('other_person', 'Somebody else is signed in at the server by now. Sign in again.');
  }
  const state = machine.states.value;
  const current = sessionOf(state);
  const { accessToken, scope, receivedAt, expiresAt } = received;
  demand(
    accessToken !== null &&
      before &&
      current &&
      isSamePerson(before, current) &&
      (state.status === 'signed-in' || state.status === 'renewing'),
    'interaction_required',
    'The session has ended while an access token was being fetched. Sign in.',
  );
  const token: ResourceAccessToken = { accessToken, scope, receivedAt, expiresAt };
  const others = Object.entries(current.accessTokens ?? {}).filter(([name]) =>
    accessTokenOf(current, name, receivedAt),
  );
  const session = { ...current, accessTokens: { ...Object.fromEntries(others), [key]: token } };
  machine.sessions.write(session);
  machine.enter({ status: state.status, session });
  return accessToken;
}
