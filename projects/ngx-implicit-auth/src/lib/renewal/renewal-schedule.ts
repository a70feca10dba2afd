import type { AuthErrorCode } from '../protocol/auth-error';
import type { Session } from '../session/auth-state';

type Lifetime = Pick<Session, 'receivedAt' | 'expiresAt'>;

/** What the pause after a renewal without an answer depends on. */
export interface Unanswered {
  /** Epoch milliseconds. */
  readonly now: number;
  /** How many renewals in a row had brought no answer before this one. */
  readonly failures: number;
  /** Whether the page is hidden, so that nobody waits. */
  readonly isHidden: boolean;
  /** 0 to 1, but not 1 itself. */
  readonly random: number;
  /** How long the server has asked to be left alone, in milliseconds. */
  readonly waitMs: number;
}

/** The first pause in a page that somebody looks at, in milliseconds. */
const FIRST_PAUSE_MS = 4_000;
/** How many milliseconds a session is taken to last when there is none yet. */
const NOT_YET = { receivedAt: 0, expiresAt: 600_000 };
/** While the device is awake, no renewal takes so long, in milliseconds. */
const LONGEST_MS = 60_000;
/** One renewal out of so many fetches the server's keys as well. */
const RENEWALS_PER_KEY_SET = 5;

/**
 * When a session is to be renewed once more after a renewal without an answer, in epoch milliseconds: after a part, at
 * random, of a pause, so that not all come back at once when the server does.
 *
 * In a page that somebody looks at, the first pause is a short one, as after a mere hiccup. Then the pauses double, from
 * what is left of the session, but a tenth of the lifetime at most, up to the whole lifetime. A hidden page takes its
 * time, up to two lifetimes: whoever looks at it, or needs a token there, has it ask at once. After the deadline there is
 * nothing to plan: a session that has ended is tried again only when somebody comes.
 */
export function retryTime(session: Lifetime | null, { now, failures, isHidden, random, waitMs }: Unanswered): number {
  const { receivedAt, expiresAt } = session ?? NOT_YET;
  const lifetime = expiresAt - receivedAt;
  const left = expiresAt - now;
  const pause = () => {
    if (isHidden && left > 0) return lifetime * 2;
    const lead = left > 0 ? Math.min(left, lifetime / 10) : lifetime / 10;
    if (!failures && !isHidden) return Math.min(FIRST_PAUSE_MS, lead);
    return Math.min(lead * 2 ** Math.max(0, failures - 1), lifetime);
  };
  return now + waitMs + pause() * (1 - random);
}

/**
 * When a session is to be renewed whose deadline has passed while nobody looks at the page, in epoch milliseconds:
 * within a lifetime. So devices that wake up all at once ask no more often than they do when they are awake. The moment
 * is drawn from the session, and all tabs that share it draw the same.
 */
export function revivalTime({ receivedAt, expiresAt }: Lifetime, now: number): number {
  // Multiples of the golden ratio, of whatever numbers, have their fractions evenly spread.
  const lot = ((receivedAt % 1e6) * 0.6180339887498949) % 1;
  return now + (expiresAt - receivedAt) * lot;
}

/**
 * Whether the renewal of this number fetches the server's keys anew, as one out of five does. So a key that is
 * published some time ahead is mostly known before the server signs with it, and one that it has withdrawn is not kept
 * for ever.
 */
export function fetchesKeys(renewal: number): boolean {
  return renewal % RENEWALS_PER_KEY_SET === 0;
}

/**
 * Whether an answer was refused only because the device slept while it was on its way: its id_token has expired by then.
 *
 * @param askedAt - epoch milliseconds
 */
export function wasOverslept(code: AuthErrorCode, askedAt: number, now: number): boolean {
  return code === 'id_token_expired' && now - askedAt > LONGEST_MS;
}
