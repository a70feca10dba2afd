import { isOtherPerson, otherPerson } from '../authorization/same-person';
import { demand } from '../protocol/demand';
import { sessionOf } from '../session/auth-state';
import { signedOut, type SessionInput } from '../session/session-input';
import type { SessionMachine } from '../session/session-machine';
import { isLive, REFRESH_TOKEN, type ResourceAccessToken, type StoredSession } from '../session/session-store';
import type { ResourceServer } from '../settings/auth-config';

/** The name under which a session holds the token of a resource server. Servers that share a token share the name. */
export function accessTokenKey({ audience, resource, scope }: ResourceServer): string {
  return JSON.stringify([audience, resource, scope?.split(' ').sort()]);
}

/** The token that a session holds for a resource server; `null` when there is none, or none that is good any more. */
export function heldAccessToken(session: StoredSession, key: string, now: number): ResourceAccessToken | null {
  const held = session.accessTokens?.[key];
  // It may have come out of a storage, and be anything.
  return typeof held?.accessToken === 'string' && isLive(held, now) ? held : null;
}

/**
 * Adds the token of a resource server to the session that goes on, if that is still the session of the person whom the
 * token was asked for.
 *
 * @param before - the session as it was when the token was asked for; `null` when there is none any more
 * @param received - what the token came with
 * @throws AuthError `other_person`, `interaction_required`
 */
export function keepAccessToken(
  machine: SessionMachine,
  before: StoredSession | null,
  key: string,
  received: StoredSession,
): string {
  if (before && isOtherPerson(before, received)) {
    machine.send(signedOut('other-person'));
    throw otherPerson();
  }
  const state = machine.states.value;
  const current = sessionOf(state);
  const { accessToken, scope, boundTo, receivedAt, expiresAt } = received;
  demand(
    accessToken !== null &&
      before &&
      current?.id === before.id &&
      (state.status === 'signed-in' || state.status === 'renewing'),
    'interaction_required',
    'The session has ended while an access token was being fetched. Sign in.',
  );
  const token: ResourceAccessToken = { accessToken, scope, receivedAt, expiresAt, ...(boundTo && { boundTo }) };
  const others = Object.entries(current.accessTokens ?? {}).filter(([name]) =>
    heldAccessToken(current, name, receivedAt),
  );
  const session = { ...current, accessTokens: { ...Object.fromEntries(others), [key]: token } };
  machine.send(tokenAdded(session));
  return accessToken;
}

/** The session that goes on has another refresh token in place of the one that was sent. */
export function refreshTokenReplaced(sent: StoredSession, refreshToken: string): SessionInput {
  return (state) => {
    if (!('session' in state) || !state.session || state.session[REFRESH_TOKEN] !== sent[REFRESH_TOKEN])
      return { state };
    const session = { ...state.session, [REFRESH_TOKEN]: refreshToken };
    return { keep: session, state: { ...state, session } };
  };
}

/** The session that goes on has another access token for an API. */
function tokenAdded(session: StoredSession): SessionInput {
  return (state) => ('session' in state ? { keep: session, state: { ...state, session } } : { state });
}
