import { AuthError } from '../protocol/auth-error';
import type { SessionState } from '../session/session-store';
import { ENDED, moment, SESSION } from '../testing/input-sessions';
import { answerDropped, staying } from './sign-in-inputs';

const SIGNED_OUT: SessionState = { status: 'signed-out' };
const SIGNED_IN: SessionState = { status: 'signed-in', session: SESSION };

describe('a page that stays although it was to be left', () => {
  it('goes on with the session that it had', () => {
    expect(staying()({ status: 'redirecting', session: SESSION }, moment())).toEqual({ state: SIGNED_IN });
  });

  it('A22 is signed out without one, or when its deadline has passed', () => {
    const after = { forgets: true, state: SIGNED_OUT };

    expect(staying()({ status: 'redirecting', session: null }, moment())).toEqual(after);
    expect(staying()({ status: 'redirecting', session: ENDED }, moment())).toEqual({
      ...after,
      events: [{ type: 'session-expired' }],
    });
  });

  it.each<SessionState>([{ status: 'completing' }, SIGNED_IN, { status: 'renewing', session: SESSION }])(
    'goes on as it is when it is left no more ($status)',
    (state) => {
      expect(staying()(state, moment())).toEqual({ state });
    },
  );
});

describe('an answer that is not used', () => {
  const event = { type: 'renewal-ended', outcome: { status: 'renewed' } } as const;
  const failure = { error: new AuthError('access_denied', 'No.'), returnTo: '/week/7' };

  it('leaves the session standing that there was', () => {
    expect(answerDropped(failure, event)({ status: 'completing' }, moment({ stored: () => SESSION }))).toEqual({
      state: SIGNED_IN,
      events: [event],
    });
  });

  it('is the state where there is no session', () => {
    expect(answerDropped(failure)({ status: 'completing' }, moment())).toEqual({
      forgets: true,
      state: { status: 'failed', ...failure },
      events: [],
    });
  });

  it('signs out where there is no session, and nothing has failed', () => {
    expect(answerDropped(null)({ status: 'completing' }, moment())).toEqual({
      forgets: true,
      state: SIGNED_OUT,
      events: [],
    });
  });
});
