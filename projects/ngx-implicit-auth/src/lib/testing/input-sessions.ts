import type { Moment } from '../session/session-input';
import type { StoredSession } from '../session/session-store';

/** The moment at which an input of the machine comes in. */
const NOW = 1_800_000_000_000;

/** A session that goes on at that moment. */
export const SESSION: StoredSession = {
  id: 'session-1',
  accessToken: 'access-token',
  idToken: 'x.y.z',
  claims: { iss: 'https://id.example.com', sub: 'alice', aud: 'spa', iat: 1, exp: 2, sid: 'session-7' },
  scope: 'openid',
  sessionState: null,
  receivedAt: NOW - 1_000,
  expiresAt: NOW + 1,
  server: { issuer: 'https://id.example.com', authorizationEndpoint: 'https://id.example.com/authorize' },
};

/** A session whose deadline is that moment. */
export const ENDED: StoredSession = { ...SESSION, id: 'session-0', expiresAt: NOW };

/** A session as apps see it while it is renewed beyond its deadline. */
export const WITHOUT_TOKENS: StoredSession = { ...ENDED, accessToken: null, idToken: null };

/** That moment, in an app that cannot renew sessions, unless the test says so. */
export function moment(changes: Partial<Moment> = {}): Moment {
  return { now: NOW, mayRevive: false, ending: null, stored: () => null, ...changes };
}
