import type { SessionState } from '../session/session-store';
import { ENDED, moment, SESSION, WITHOUT_TOKENS } from '../testing/input-sessions';
import { renewalBegan, renewalFailed } from './renewal-inputs';
import { renewed } from './renewed';

const ENDING = { type: 'renewal-ended', outcome: { status: 'renewed' } } as const;
const SIGNED_OUT: SessionState = { status: 'signed-out' };
const SIGNED_IN: SessionState = { status: 'signed-in', session: SESSION };
const RENEWING: SessionState = { status: 'renewing', session: SESSION };
const OTHER = { ...SESSION, id: 'session-2' };

describe('a renewal that begins', () => {
  it('shows the session that is renewed', () => {
    const newest = { ...SESSION, scope: 'openid profile' };

    expect(renewalBegan(newest)(SIGNED_IN, moment())).toEqual({
      state: { status: 'renewing', session: newest },
      unseen: newest,
    });
  });

  it('shows nobody where the session has ended for apps, and keeps it for a sign-out', () => {
    expect(renewalBegan(null, SESSION)(SIGNED_OUT, moment())).toEqual({
      state: { status: 'renewing', session: null },
      unseen: SESSION,
    });
  });

  it('shows nobody when it is to sign somebody in', () => {
    expect(renewalBegan(null)(SIGNED_OUT, moment())).toEqual({
      state: { status: 'renewing', session: null },
      unseen: null,
    });
  });

  it.each<[string, SessionState]>([
    ['is being left', { status: 'redirecting', session: SESSION }],
    ['has another session by now', { status: 'signed-in', session: OTHER }],
    ['has no session any more', SIGNED_OUT],
  ])('changes nothing on a page that %s', (_, state) => {
    expect(renewalBegan(SESSION)(state, moment())).toEqual({ state });
  });

  it('changes nothing on a page that was to have nobody signed in, and has', () => {
    expect(renewalBegan(null)(SIGNED_IN, moment())).toEqual({ state: SIGNED_IN });
  });
});

describe('a session that is renewed', () => {
  const after = renewed(SESSION, ENDING);

  it.each<SessionState>([RENEWING, SIGNED_OUT, { status: 'renewing', session: null }])('is kept ($status)', (state) => {
    expect(after(state, moment())).toEqual({ keep: SESSION, state: SIGNED_IN, events: [ENDING] });
  });

  it('is kept by a page that is being left, which goes on to where it is going', () => {
    expect(after({ status: 'redirecting', session: OTHER }, moment())).toEqual({
      keep: SESSION,
      state: { status: 'redirecting', session: SESSION },
      events: [ENDING],
    });
  });
});

describe('a renewal that brings nothing', () => {
  it.each([SESSION, { ...SESSION, accessToken: null }, { ...SESSION, idToken: null }])(
    'leaves the session standing until its deadline',
    (session) => {
      expect(renewalFailed(ENDING)({ status: 'renewing', session }, moment())).toEqual({
        state: { status: 'signed-in', session },
        events: [ENDING],
      });
    },
  );

  it.each<[string, SessionState]>([
    ['at its deadline', { status: 'renewing', session: ENDED }],
    ['beyond its deadline', { status: 'renewing', session: { ...WITHOUT_TOKENS, expiresAt: SESSION.expiresAt } }],
    ['that was to be renewed when the page was opened', { status: 'renewing', session: null }],
  ])('A22 ends a session %s, and tells so first', (_, state) => {
    expect(renewalFailed(ENDING)(state, moment({ ending: SESSION }))).toEqual({
      forgets: true,
      state: SIGNED_OUT,
      events: [{ type: 'session-expired' }, ENDING],
    });
  });

  it('R50 tells of no end when it was to sign somebody in', () => {
    expect(renewalFailed(ENDING)({ status: 'renewing', session: null }, moment())).toEqual({
      forgets: true,
      state: SIGNED_OUT,
      events: [ENDING],
    });
  });

  it.each<SessionState>([SIGNED_IN, SIGNED_OUT, { status: 'redirecting', session: SESSION }])(
    'leaves a page alone that does not wait for it any more ($status)',
    (state) => {
      expect(renewalFailed(ENDING)(state, moment())).toEqual({ state, events: [ENDING] });
    },
  );
});
