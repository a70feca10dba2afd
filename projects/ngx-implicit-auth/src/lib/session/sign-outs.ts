import { storageKey, type AuthSettings } from '../settings/auth-settings';
import type { Session } from './auth-state';
import type { AuthPlatform } from './auth-platform';
import { isRecord, parseJson, storedItem } from './auth-storage';

/** How many ended sessions of the server are remembered: by then, whoever asked before one ended has been answered. */
const LONGEST_LIST = 50;

/**
 * The sign-outs in all tabs, for those that are elsewhere and hear no message. They are numbered: whoever begins
 * something notes the last number, and looks whether there is a later one before it is done.
 */
export interface SignOuts {
  /** The number of the last one. */
  readonly last: () => number;
  /**
   * Numbers one: of the session that the server calls `sid`, or of all for `null`. Returns what the other tabs are to
   * be told: first the number, if it could not be stored for them.
   */
  readonly add: (sid: unknown) => readonly unknown[];
  /** Another tab tells of one. */
  readonly hear: (message: unknown) => void;
  /** Whether there has been a later one for a session that began at a number; `null` stands for any session. */
  readonly hasEnded: (session: Session | null, since: number) => boolean;
}

/** Keeps in what tabs share, and in this page where the browser denies that, the last sign-out of all, and of each sid. */
export function signOutsOf(
  settings: AuthSettings,
  { now, sharedStorage }: Pick<AuthPlatform, 'now' | 'sharedStorage'>,
): SignOuts {
  const ofAll = storedItem(sharedStorage, () => storageKey(settings, 'signed-out'));
  const ofEach = storedItem(sharedStorage, () => storageKey(settings, 'signed-out-sids'));
  let known = 0;
  let knownSids: Readonly<Record<string, unknown>> = {};
  const lastOfAll = () => (known = Math.max(known, Number(ofAll.read()) || 0));
  const sids = () => {
    const stored = parseJson(ofEach.read());
    return (knownSids = { ...knownSids, ...(isRecord(stored) && stored) });
  };
  const last = () => Math.max(lastOfAll(), ...Object.values(sids()).map((number) => Number(number) || 0));
  const end = (sid: unknown) => {
    const others = Object.entries(sids()).slice(1 - LONGEST_LIST);
    knownSids = { ...Object.fromEntries(others), [String(sid)]: next() };
    ofEach.write(JSON.stringify(knownSids));
  };
  // Never below the time, by which the version before this one tells.
  const next = () => Math.max(last() + 1, now());
  return {
    last,
    add: (sid) => {
      if (sid !== null) {
        end(sid);
        return [sid];
      }
      known = next();
      return ofAll.write(String(known)) ? [null] : [{ signOuts: known }, null];
    },
    hear: (message) => {
      if (isRecord(message)) known = Math.max(known, Number(message['signOuts']) || 0);
      // Where this page cannot read the number, it is a later one than those that it knows.
      else if (message === null) known += ofAll.read() === null ? 1 : 0;
      else if (typeof message === 'string' || message === undefined) end(message);
    },
    hasEnded: (session, since) => lastOfAll() > since || Number(sids()[String(session?.claims?.sid)]) > since,
  };
}
