import { ɵREFRESH_TOKEN as REFRESH_TOKEN, type ɵStoredSession as StoredSession } from 'ngx-implicit-auth';
import { sessionFacts } from './session-facts';

const session = {
  id: 'id',
  accessToken: 'secret',
  idToken: 'secret',
  claims: { iss: 'secret', sub: 'secret', email: 'secret' },
  scope: 'read:timesheets extra',
  receivedAt: 1,
  expiresAt: 2,
  sessionState: 'secret',
  server: {},
  [REFRESH_TOKEN]: 'secret',
  accessTokens: {
    '["https://reports/",null,["read:reports"]]': {
      accessToken: 'secret',
      scope: 'read:reports',
      receivedAt: 3,
      expiresAt: 4,
      boundTo: 'secret',
    },
    'not as the library writes it': { accessToken: 'secret', scope: '', receivedAt: 3, expiresAt: 4 },
    none: null,
  },
} as unknown as StoredSession;

describe('what is told of a session', () => {
  it('is which tokens there are, for which API, until when, and not what they are', () => {
    const { tokens, ...rest } = sessionFacts(session, 'openid');

    expect(JSON.stringify({ tokens, rest })).not.toContain('secret');
    expect(tokens).toMatchObject([
      { name: 'Access token', audience: null, scope: 'read:timesheets extra', expiresAt: 2, isBound: false },
      { name: 'id_token', audience: null },
      { name: 'Refresh token', expiresAt: null },
      { name: 'Access token', audience: 'https://reports/ read:reports', expiresAt: 4, isBound: true },
      { name: 'Access token', audience: '' },
    ]);
  });

  it('is no token past the deadline', () => {
    const { tokens } = sessionFacts({ ...session, accessToken: null, idToken: null, accessTokens: undefined }, '');

    expect(tokens.map(({ name }) => name)).toEqual(['Refresh token']);
  });

  it('is each scope, asked for or not, granted or not; those of the person by what is known of them', () => {
    const { scopes } = sessionFacts(session, 'openid profile email read:timesheets');

    expect(scopes.map(({ name, isGranted, isAskedFor }) => [name, isGranted, isAskedFor])).toEqual([
      ['openid', true, true],
      ['profile', false, true],
      ['email', true, true],
      ['read:timesheets', true, true],
      ['extra', true, false],
    ]);
  });

  it('is the names of the claims, and whether an id_token vouches for them', () => {
    expect(sessionFacts(session, '')).toMatchObject({ claims: ['iss', 'sub', 'email'], isVerified: true });
    expect(sessionFacts({ ...session, claims: { sub: 'x' } }, '').isVerified).toBe(false);
    expect(sessionFacts({ ...session, claims: null }, '')).toMatchObject({ claims: [], isVerified: false });
  });
});
