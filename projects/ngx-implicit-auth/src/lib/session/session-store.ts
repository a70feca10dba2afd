import { InjectionToken } from '@angular/core';
import type { ServerMetadata } from '../protocol/server-metadata';
import { storageKey, type AuthSettings } from '../settings/auth-settings';
import type { AuthState, Session } from './auth-state';
import { isRecord, parseJson, storedItem, type AuthStorage } from './auth-storage';

/**
 * A session as the library keeps it. Beside what apps see of it, it has what renewals, the sign-out and single resource
 * servers need.
 */
export interface StoredSession extends Session {
  /** Tells the session from any other. Renewals keep it. */
  readonly id: string;
  /** The `max_age` that the sign-in asked for, in seconds; `undefined` when it asked for none. */
  readonly maxAgeSeconds?: number;
  /** What the server said of itself at the sign-in, its keys included. */
  readonly server: ServerMetadata;
  /** The access tokens of resource servers that have one of their own; `undefined` while there is none. */
  readonly accessTokens?: Readonly<Record<string, ResourceAccessToken>>;
}

/** An access token for some resource servers alone. */
export interface ResourceAccessToken {
  readonly accessToken: string;
  /** What was granted, space-delimited. */
  readonly scope: string;
  /** Epoch milliseconds by this device's clock. */
  readonly receivedAt: number;
  /** Epoch milliseconds by this device's clock. */
  readonly expiresAt: number;
}

/** The state, with the session as the library keeps it. */
export type SessionState =
  | Exclude<AuthState, { readonly session: Session | null }>
  | { readonly status: 'redirecting'; readonly session: StoredSession | null }
  | { readonly status: 'signed-in'; readonly session: StoredSession }
  | { readonly status: 'renewing'; readonly session: StoredSession | null };

/** Opens the storage that sessions are kept in, if the app has chosen another than `sessionStorage`. */
export const AUTH_STORAGE = new InjectionToken<() => AuthStorage>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_STORAGE' : '',
);

/** Keeps the one session that the app has with a server and client. */
export interface SessionStore {
  /**
   * The stored session, whether expired or not.
   *
   * @param signOuts - the count of sign-outs by now; a session from before the last one is none any more
   */
  read(signOuts: number): StoredSession | null;
  write(session: StoredSession, signOuts: number): void;
  clear(): void;
}

export function sessionStore(settings: AuthSettings, open: () => AuthStorage): SessionStore {
  const item = storedItem(open, storageKey(settings, 'session'));
  return {
    read: (signOuts) => unsealed(parseJson(item.read()), signOuts),
    write: (session, signOuts) => {
      item.write(JSON.stringify(sealed(session, signOuts)));
    },
    clear: item.clear,
  };
}

/** A session as it leaves this page for a storage or another tab: with the count of sign-outs when it did. */
export function sealed(session: StoredSession, signOuts: number): StoredSession & { readonly signOuts: number } {
  return { ...session, signOuts };
}

/** The session in a record that came out of a storage or from another tab; `null` if it is none, or signed out since. */
export function unsealed(record: unknown, signOuts: number): StoredSession | null {
  if (!isStoredSession(record)) return null;
  // The version before this one did not count. It dated sign-outs, and a count is never below the time of its sign-out.
  const { signOuts: before = record.receivedAt - 1 } = record as StoredSession & { readonly signOuts?: unknown };
  return Number(before) >= signOuts ? ({ ...record, signOuts: undefined } as StoredSession) : null;
}

/** By how much a clock may be set back without ending the sessions that it dates into the future, in milliseconds. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Whether what was received at one time, and ends at another, is good at a moment. */
export function isLive(
  { receivedAt, expiresAt }: { readonly receivedAt: number; readonly expiresAt: number },
  now: number,
): boolean {
  return expiresAt > now && receivedAt <= now + CLOCK_TOLERANCE_MS;
}

function isStoredSession(record: unknown): record is StoredSession {
  return (
    isRecord(record) &&
    ['accessToken', 'idToken', 'sessionState'].every(
      (name) => record[name] === null || typeof record[name] === 'string',
    ) &&
    typeof record['id'] === 'string' &&
    typeof record['scope'] === 'string' &&
    Number.isFinite(record['expiresAt']) &&
    Number.isFinite(record['receivedAt']) &&
    isRecord(record['server']) &&
    // Claims with `iss` count as verified, and only an id_token verifies.
    (isRecord(record['claims'])
      ? 'iss' in record['claims'] === (record['idToken'] !== null)
      : record['claims'] === null && record['idToken'] === null)
  );
}
