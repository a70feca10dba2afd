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
  | { readonly status: 'signed-in'; readonly session: StoredSession }
  | { readonly status: 'renewing'; readonly session: StoredSession | null };

/** Opens the storage that sessions are kept in, if the app has chosen another than `sessionStorage`. */
export const AUTH_STORAGE = new InjectionToken<() => AuthStorage>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_STORAGE' : '',
);

/** Keeps the one session that the app has with a server and client. */
export interface SessionStore {
  /** The stored session, whether expired or not; `null` when there is none, or none of the right form. */
  read(): StoredSession | null;
  write(session: StoredSession): void;
  clear(): void;
}

export function sessionStore(settings: AuthSettings, open: () => AuthStorage): SessionStore {
  const item = storedItem(open, storageKey(settings, 'session'));
  return {
    read: () => {
      const session = parseJson(item.read());
      return isStoredSession(session) ? session : null;
    },
    write: (session) => {
      item.write(JSON.stringify(session));
    },
    clear: item.clear,
  };
}

/** Whether something that came out of a storage, or from another tab, has the form of a session. */
export function isStoredSession(record: unknown): record is StoredSession {
  return (
    isRecord(record) &&
    ['accessToken', 'idToken', 'sessionState'].every(
      (name) => record[name] === null || typeof record[name] === 'string',
    ) &&
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
