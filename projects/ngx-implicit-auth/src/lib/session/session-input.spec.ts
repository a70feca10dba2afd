import { AuthError } from '../protocol/auth-error';
import { ENDED, moment, SESSION, WITHOUT_TOKENS } from '../testing/input-sessions';
import {
  deadlinePassed,
  goOn,
  hasTokens,
  leaving,
  pageOpened,
  pageRestored,
  sessionEnded,
  signedIn,
  signedOut,
  signInFailed,
  told,
} from './session-input';
import type { SessionState } from './session-store';

const REVIVING = moment({ mayRevive: true });
const STARTING: SessionState = { status: 'starting' };
const SIGNED_OUT: SessionState = { status: 'signed-out' };
const COMPLETING: SessionState = { status: 'completing' };
const SIGNED_IN: SessionState = { status: 'signed-in', session: SESSION };
const EXPIRED: SessionState = { status: 'signed-in', session: ENDED };
const OTHER = { ...SESSION, id: 'session-2' };

describe('a session that may go on', () => {
  it('goes on until its deadline', () => {
    expect(goOn(SESSION, moment())).toEqual({ state: SIGNED_IN });
    expect(goOn(SESSION, REVIVING)).toEqual({ state: SIGNED_IN });
  });

  it('A22 is over at its deadline, and forgotten', () => {
    expect(goOn(ENDED, moment())).toEqual({ forgets: true, state: SIGNED_OUT });
  });

  it('A22 is renewed beyond its deadline where that can be done, and shows nobody meanwhile', () => {
    expect(goOn(ENDED, REVIVING)).toEqual({
      forgets: true,
      state: { status: 'renewing', session: null },
      revives: ENDED,
    });
  });

  it('A22 is renewed with its tokens, although apps do not see them any more', () => {
    expect(goOn(WITHOUT_TOKENS, moment({ mayRevive: true, ending: ENDED }))).toMatchObject({ revives: ENDED });
  });

  it.each([moment(), REVIVING])('is none where there was none', (at) => {
    expect(goOn(null, at)).toEqual({ forgets: true, state: SIGNED_OUT });
    expect(goOn(null, at, COMPLETING)).toEqual({ forgets: true, state: COMPLETING });
  });
});

describe('a page that is opened', () => {
  it('has the stored session', () => {
    expect(pageOpened(false)(STARTING, moment({ stored: () => SESSION }))).toEqual({ state: SIGNED_IN });
  });

  it('is signed out without one', () => {
    expect(pageOpened(false)(STARTING, moment())).toEqual({ forgets: true, state: SIGNED_OUT });
  });

  it.each([SESSION, null])('A20 completes the response in its address first, and forgets nothing for it', (stored) => {
    expect(pageOpened(true)(STARTING, moment({ stored: () => stored }))).toEqual({ state: COMPLETING });
  });
});

describe('a page that comes back from the back/forward cache', () => {
  it('A15 has the session that is stored by now', () => {
    expect(pageRestored()(SIGNED_IN, moment({ stored: () => OTHER }))).toEqual({
      state: { status: 'signed-in', session: OTHER },
    });
    expect(pageRestored()(SIGNED_IN, moment())).toEqual({ forgets: true, state: SIGNED_OUT });
  });

  it('tells what has become of its own session while it was away', () => {
    expect(pageRestored()(SIGNED_IN, moment({ ending: SESSION })).events).toEqual([{ type: 'session-expired' }]);
    expect(pageRestored()(SIGNED_IN, moment({ stored: () => ENDED, ending: ENDED })).events).toEqual([
      { type: 'session-expired' },
    ]);
    expect(pageRestored()(SIGNED_IN, moment({ stored: () => OTHER, ending: SESSION })).events).toBeUndefined();
    expect(
      pageRestored()(SIGNED_IN, moment({ stored: () => ENDED, ending: ENDED, mayRevive: true })).events,
    ).toBeUndefined();
  });

  it('A20 goes on completing a response', () => {
    expect(pageRestored()(COMPLETING, moment())).toEqual({ state: COMPLETING });
  });
});

describe('a page that is left for a sign-in', () => {
  it.each<[string, SessionState, object | null]>([
    ['the session that there was', SIGNED_IN, SESSION],
    ['none where there was none', SIGNED_OUT, null],
  ])('has until then %s', (_, state, session) => {
    expect(leaving()(state, moment({ stored: () => OTHER }))).toEqual({ state: { status: 'redirecting', session } });
  });

  it('has the stored session while a response is completed', () => {
    expect(leaving()(COMPLETING, moment({ stored: () => OTHER }))).toEqual({
      state: { status: 'redirecting', session: OTHER },
    });
  });
});

describe('a sign-in that fails', () => {
  const error = new AuthError('server_unreachable', 'It failed.');
  const failure = { error, returnTo: '/week/7' };
  const events = [{ type: 'sign-in-failed', ...failure }];

  it('leaves the session standing that there was, or else the stored one', () => {
    const after = signInFailed(error, '/week/7');
    const at = moment({ stored: () => OTHER });

    expect(after(SIGNED_IN, at)).toEqual({ state: SIGNED_IN, events });
    expect(after(COMPLETING, at)).toEqual({ state: { status: 'signed-in', session: OTHER }, events });
  });

  it('is the state where there is no session', () => {
    const after = signInFailed(error, '/week/7');

    expect(after(COMPLETING, moment())).toEqual({ forgets: true, state: { status: 'failed', ...failure }, events });
  });
});

describe('somebody who has signed in', () => {
  it('takes the place of whoever was, and is stored', () => {
    const event = { type: 'signed-in', returnTo: '/' } as const;

    expect(signedIn(OTHER, event)(SIGNED_IN, moment())).toEqual({
      keep: OTHER,
      isNew: true,
      state: { status: 'signed-in', session: OTHER },
      events: [event],
    });
  });
});

describe('a deadline that has passed', () => {
  it('A22 ends the session, forgets it, and is told', () => {
    expect(deadlinePassed()(EXPIRED, moment())).toEqual({
      forgets: true,
      state: SIGNED_OUT,
      events: [{ type: 'session-expired' }],
    });
  });

  it.each<[string, SessionState, boolean]>([
    ['that can be renewed', EXPIRED, true],
    ['that is being renewed', { status: 'renewing', session: ENDED }, false],
  ])('A22 takes the tokens of a session away %s, and keeps the claims', (_, state, mayRevive) => {
    expect(deadlinePassed()(state, moment({ mayRevive }))).toEqual({
      forgets: true,
      state: { status: 'renewing', session: WITHOUT_TOKENS },
      revives: ENDED,
    });
  });

  it('A22 ends the session of a page that is being left, and is told', () => {
    expect(deadlinePassed()({ status: 'redirecting', session: ENDED }, moment())).toEqual({
      forgets: true,
      state: { status: 'redirecting', session: null },
      events: [{ type: 'session-expired' }],
    });
  });

  it('A22 takes the tokens of a session away that can be renewed when the page that is being left stays', () => {
    expect(deadlinePassed()({ status: 'redirecting', session: ENDED }, moment({ mayRevive: true }))).toEqual({
      forgets: true,
      state: { status: 'redirecting', session: WITHOUT_TOKENS },
    });
  });

  it.each<SessionState>([
    SIGNED_OUT,
    { status: 'renewing', session: null },
    { status: 'renewing', session: WITHOUT_TOKENS },
    { status: 'redirecting', session: WITHOUT_TOKENS },
  ])('A22 changes nothing where there are no tokens ($status)', (state) => {
    expect(deadlinePassed()(state, REVIVING)).toEqual({ state });
  });

  it.each([
    { ...ENDED, accessToken: null },
    { ...ENDED, idToken: null },
  ])('A22 ends a session with one token only', (session) => {
    expect(deadlinePassed()({ status: 'signed-in', session }, moment()).state).toEqual(SIGNED_OUT);
  });
});

describe('a sign-out', () => {
  it('R54 by the person forgets the session, is told without a reason, and ends it in all pages', () => {
    expect(signedOut()(SIGNED_IN, moment())).toEqual({
      forgets: true,
      state: SIGNED_OUT,
      events: [{ type: 'signed-out', reason: undefined }],
      endsAll: true,
    });
  });

  it.each([
    ['session-ended', false],
    ['other-person', false],
    ['front-channel', false],
    ['other-tab', false],
  ] as const)('with the reason %s ends the session in all pages: %j', (reason, endsAll) => {
    expect(signedOut(reason)(SIGNED_IN, moment())).toEqual({
      forgets: true,
      state: SIGNED_OUT,
      events: [{ type: 'signed-out', reason }],
      endsAll,
    });
  });

  it('is told before what it brings about', () => {
    const { events } = signedOut('other-person', { type: 'session-check-stopped' })(SIGNED_IN, moment());

    expect(events).toEqual([{ type: 'signed-out', reason: 'other-person' }, { type: 'session-check-stopped' }]);
  });
});

describe('a sign-out by somebody else', () => {
  const at = moment({ ending: SESSION });

  it.each([['session-7'], [null]])('R56 of the session %j ends the session of that name', (sid) => {
    expect(sessionEnded(sid, 'front-channel')(SIGNED_IN, at)).toEqual(signedOut('front-channel')(SIGNED_IN, at));
  });

  it.each([['session-8'], [undefined], ['']])('R56 of the session %j ends no other', (sid) => {
    expect(sessionEnded(sid, 'front-channel')(SIGNED_IN, at)).toEqual({ state: SIGNED_IN });
  });

  it('R56 of a session by name does not end one without claims', () => {
    const nameless = moment({ ending: { ...SESSION, claims: null } });

    expect(sessionEnded('session-7', 'front-channel')(SIGNED_IN, nameless)).toEqual({ state: SIGNED_IN });
  });

  it.each([['session-7'], [null]])('R56 of the session %j ends nothing where nobody is signed in', (sid) => {
    expect(sessionEnded(sid, 'other-tab')(SIGNED_OUT, moment())).toEqual({ state: SIGNED_OUT });
  });
});

it('what is told changes nothing', () => {
  const event = { type: 'response-captured' } as const;

  expect(told(event)(COMPLETING, moment())).toEqual({ state: COMPLETING, events: [event] });
});

it.each([
  [SESSION, true],
  [{ ...SESSION, idToken: null }, true],
  [{ ...SESSION, accessToken: null }, true],
  [WITHOUT_TOKENS, false],
])('a session has tokens when it has one of them', (session, expected) => {
  expect(hasTokens(session)).toBe(expected);
});
