import { InjectionToken } from '@angular/core';
import type { AuthSettings } from '../settings/auth-settings';
import { storageKey } from '../settings/auth-settings';
import type { Session } from './auth-state';
import { storedItem, type AuthStorage } from './auth-storage';
import { isRecord, parseJson } from './parse-json';

/** Opens the storage that sessions are kept in; `sessionStorage` unless the app has chosen another. */
export const AUTH_STORAGE = new InjectionToken<() => AuthStorage>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_STORAGE' : '',
  {
    providedIn: 'root',
    factory: () => () => sessionStorage,
  },
);

/** Keeps the one session of an app, server and client. */
export interface SessionStore {
  /** The stored session, whether expired or not; `null` when there is none, or none of the right form. */
  read(): Session | null;
  write(session: Session): void;
  clear(): void;
}

export function sessionStore(settings: AuthSettings, open: () => AuthStorage): SessionStore {
  const item = storedItem(open, storageKey(settings, 'session'));
  return {
    read: () => {
      const session = parseJson(item.read());
      return isSession(session) ? session : null;
    },
    write: (session) => {
      item.write(JSON.stringify(session));
    },
    clear: item.clear,
  };
}

/** Whether something that came out of a storage, or from another tab, has the form of a session. */
export function isSession(record: unknown): record is Session {
  return (
    isRecord(record) &&
    ['accessToken', 'idToken', 'sessionState'].every(
      (name) => record[name] === null || typeof record[name] === 'string',
    ) &&
    typeof record['scope'] === 'string' &&
    Number.isFinite(record['expiresAt']) &&
    Number.isFinite(record['receivedAt']) &&
    isRecord(record['server']) &&
    // No id_token, nobody verified.
    (isRecord(record['claims'])
      ? 'iss' in record['claims'] === (record['idToken'] !== null)
      : record['claims'] === null && record['idToken'] === null)
  );
}
