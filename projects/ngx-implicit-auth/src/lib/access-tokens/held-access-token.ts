import type { ResourceAccessToken, Session } from '../session/auth-state';
import type { ResourceServer } from '../settings/resource-server';

/** Under which name a session holds the token of a resource server: the same for those that one token is for. */
export function accessTokenKey({ audience, resource, scope }: ResourceServer): string {
  return JSON.stringify([audience, resource, scope?.split(' ').sort()]);
}

/** The token that a session holds for a resource server; `null` when there is none, or none that is good any more. */
export function accessTokenOf(session: Session, key: string, now: number): ResourceAccessToken | null {
  const held = session.accessTokens?.[key];
  // It may have come out of a storage.
  return held && typeof held.accessToken === 'string' && held.expiresAt > now ? held : null;
}
