import { storageKey, type AuthSettings } from '../settings/auth-settings';
import type { Session } from './auth-state';
import { parseJson, storedItem } from './auth-storage';

/** How many ended sessions of the server are remembered: by then, whoever asked before one ended has been answered. */
const LONGEST_LIST = 50;

/**
 * The sign-outs in all tabs, for those that are elsewhere and hear no message. They are counted: whoever begins
 * something notes the count, and looks whether it has ended before it is done.
 */
export interface SignOuts {
  readonly count: () => number;
  /** Counts one more in all tabs. */
  readonly add: () => void;
  /** Another tab tells of one. */
  readonly hear: () => void;
  /** Remembers that the server has ended the session that it calls `sid`. */
  readonly end: (sid: unknown) => void;
  /** Whether a session that began at a count has ended since. */
  readonly hasEnded: (session: Session, since: number) => boolean;
}

/** What the browser keeps of it in `localStorage`, this page keeps as well: the storage may be denied. */
export function signOutsOf(settings: AuthSettings, now: () => number): SignOuts {
  const counter = storedItem(() => localStorage, storageKey(settings, 'signed-out'));
  const list = storedItem(() => localStorage, storageKey(settings, 'signed-out-sids'));
  let known = 0;
  let ended: readonly unknown[] = [];
  const count = () => (known = Math.max(known, Number(counter.read()) || 0));
  const sids = () => {
    const stored = parseJson(list.read());
    return [...ended, ...(Array.isArray(stored) ? (stored as unknown[]) : [])];
  };
  return {
    count,
    add: () => {
      // Never below the time, by which the version before this one tells.
      known = Math.max(count() + 1, now());
      counter.write(String(known));
    },
    hear: () => {
      const before = known;
      // Where the storage was denied, the other tab could not count.
      if (count() === before) known += 1;
    },
    end: (sid) => {
      list.write(JSON.stringify([sid, ...sids()].slice(0, LONGEST_LIST)));
      ended = [sid, ...ended].slice(0, LONGEST_LIST);
    },
    hasEnded: ({ claims }, since) => count() > since || (claims?.sid !== undefined && sids().includes(claims.sid)),
  };
}
