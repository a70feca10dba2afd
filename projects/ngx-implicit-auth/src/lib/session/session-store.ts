import { InjectionToken } from '@angular/core';
import type { AuthSettings } from './auth-settings';
import { storageKey } from './auth-settings';
import type { Session } from './auth-state';
import { storedItem, type AuthStorage } from './auth-storage';
import { isRecord, parseJson } from './stored-record';

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
    read: () => parseSession(item.read()),
    write: (session) => {
      item.write(JSON.stringify(session));
    },
    clear: item.clear,
  };
}

function parseSession(text: string | null): Session | null {
  const record = parseJson(text);
  return isRecord(record) &&
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
      : record['idToken'] === record['claims'])
    ? (record as unknown as Session)
    : null;
}
