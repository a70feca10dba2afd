import type { AuthError } from '../protocol/auth-error';
import type { AuthEvent, SignOutReason } from './auth-event';
import { sessionOf } from './auth-state';
import { isLive, type SessionState, type StoredSession } from './session-store';

/** What a step of the machine has to know of the moment. */
export interface Moment {
  /** Epoch milliseconds by this device's clock. */
  readonly now: number;
  /** Whether a session whose deadline has passed can still be renewed. */
  readonly mayRevive: boolean;
  /** The session that a sign-out would end, even while apps do not see it. */
  readonly ending: StoredSession | null;
  /** Reads the session that is stored, unless somebody has signed out since. */
  readonly stored: () => StoredSession | null;
}

/** What follows from an input: the next state, and what the machine does beside entering it, in this order. */
export interface SessionStep {
  /** Stored first: a new session in any case, another form of the one that goes on in its own place alone. */
  readonly keep?: StoredSession;
  readonly isNew?: boolean;
  /** Whether nothing is stored from then on. */
  readonly forgets?: boolean;
  readonly state: SessionState;
  /** Told when everybody has heard of the state. */
  readonly events?: readonly AuthEvent[];
  /** Whether the other pages are told to sign out. */
  readonly endsAll?: boolean;
  /** A session to be renewed beyond its deadline. */
  readonly revives?: StoredSession;
  /** A session that goes on, although apps do not see it, or not all of it. */
  readonly unseen?: StoredSession | null;
}

/**
 * Something that happens to the session. Each way from one state to another is one of these: a pure function that knows
 * neither Angular nor a browser nor a clock. Those of the first screen are in this file; a room that brings about others
 * has them in a file of its own.
 */
export type SessionInput = (state: SessionState, moment: Moment) => SessionStep;

const SIGNED_OUT: SessionState = { status: 'signed-out' };

/** A page is opened. `isAnswered` tells whether its address held a response. */
export function pageOpened(isAnswered: boolean): SessionInput {
  return (_, moment) => (isAnswered ? { state: { status: 'completing' } } : goOn(moment.stored(), moment));
}

/** The page has come back from the back/forward cache. */
export function pageRestored(): SessionInput {
  return (state, moment) => {
    if (state.status === 'completing') return { state };
    const step = goOn(moment.stored(), moment);
    // Its own session has ended while it was away.
    const hasEnded = moment.ending && step.state === SIGNED_OUT;
    return hasEnded ? { ...step, events: [{ type: 'session-expired' }] } : step;
  };
}

/** The page is about to be left for a sign-in. The session goes on: while a response is completed, the stored one. */
export function leaving(): SessionInput {
  return (state, { stored }) => ({
    state: { status: 'redirecting', session: state.status === 'completing' ? stored() : sessionOf(state) },
  });
}

/** A sign-in has failed. A session that there was goes on: the one in the state, or else the stored one. */
export function signInFailed(error: AuthError, returnTo: string): SessionInput {
  return (state, moment) => ({
    ...goOn(sessionOf(state) ?? moment.stored(), moment, { status: 'failed', error, returnTo }),
    events: [{ type: 'sign-in-failed', error, returnTo }],
  });
}

/** Somebody has signed in, here or in another tab, in place of whoever was. */
export function signedIn(session: StoredSession, ...events: readonly AuthEvent[]): SessionInput {
  return () => ({ keep: session, isNew: true, state: { status: 'signed-in', session }, events });
}

/** The clock has passed the deadline of the session. */
export function deadlinePassed(): SessionInput {
  return (state, { mayRevive }) => {
    const session = sessionOf(state);
    // Without tokens, it is being renewed beyond its deadline already: the answer decides.
    if (!session || !hasTokens(session)) return { state };
    const isLeaving = state.status === 'redirecting';
    if (!mayRevive && state.status !== 'renewing') {
      const expired = isLeaving ? { ...state, session: null } : SIGNED_OUT;
      return { forgets: true, state: expired, events: [{ type: 'session-expired' }] };
    }
    const shown = { ...session, accessToken: null, idToken: null };
    // A page that is being left revives nothing, unless it stays.
    if (isLeaving) return { forgets: true, state: { ...state, session: shown } };
    return { forgets: true, state: { status: 'renewing', session: shown }, revives: session };
  };
}

/** The session ends. Without a reason, because the person has asked for it here. */
export function signedOut(reason?: SignOutReason, ...events: readonly AuthEvent[]): SessionInput {
  return () => ({
    forgets: true,
    state: SIGNED_OUT,
    events: [{ type: 'signed-out', reason }, ...events],
    endsAll: !reason,
  });
}

/** Somebody else ends the session that the server calls `sid`; `null` stands for any, `undefined` for one without. */
export function sessionEnded(sid: unknown, reason: SignOutReason): SessionInput {
  return (state, moment) => {
    const { ending } = moment;
    return ending && (sid === null || sid === ending.claims?.sid) ? signedOut(reason)(state, moment) : { state };
  };
}

/** Something is to be told, in its turn. */
export function told(...events: readonly AuthEvent[]): SessionInput {
  return (state) => ({ state, events });
}

/** A session goes on, is revived, or has ended: then something else follows. */
export function goOn(
  shown: StoredSession | null,
  { now, mayRevive, ending }: Moment,
  otherwise: SessionState = SIGNED_OUT,
): SessionStep {
  // Past its deadline, apps see it without the tokens by which it is renewed.
  const session = shown && !hasTokens(shown) ? ending : shown;
  if (session && isLive(session, now)) return { state: { status: 'signed-in', session } };
  return session && mayRevive
    ? { forgets: true, state: { status: 'renewing', session: null }, revives: session }
    : { forgets: true, state: otherwise };
}

/** Whether apps see the tokens of a session, or its deadline has taken them away. */
export function hasTokens({ accessToken, idToken }: StoredSession): boolean {
  return (accessToken ?? idToken) !== null;
}
