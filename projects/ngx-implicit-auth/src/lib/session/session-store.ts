import { InjectionToken } from '@angular/core';
import type { ServerMetadata } from '../protocol/server-metadata';
import { storageKey, type AuthSettings } from '../settings/auth-settings';
import type { AuthState, Session } from './auth-state';
import { isRecord, parseJson, storedItem, type AuthStorage } from './auth-storage';

/** Under which a session has its refresh token. As text, in a log or as a clone, it is without one. */
export const REFRESH_TOKEN: unique symbol = Symbol();

/**
 * A session as the library keeps it. Beside what apps see of it, it has what renewals, the sign-out and single resource
 * servers need.
 */
export interface StoredSession extends Session {
  /** Tells the session from any other. Renewals keep it. */
  readonly id: string;
  /** The `max_age` that the sign-in asked for, in seconds; `undefined` when it asked for none. */
  readonly maxAgeSeconds?: number;
  /** What the server said of itself at the sign-in, its keys included. Out of a storage, it may be anything. */
  readonly server: ServerMetadata;
  /** The access tokens of resource servers that have one of their own; `undefined` while there is none. */
  readonly accessTokens?: Readonly<Record<string, ResourceAccessToken>>;
  /** The hash of the key that the access token is bound to (DPoP); `undefined` for a Bearer token. */
  readonly boundTo?: string | undefined;
  /** Brings new tokens without a page; `undefined` when the server has given none, or it has been sent. */
  readonly [REFRESH_TOKEN]?: string;
}

/** An access token for some resource servers alone. */
export interface ResourceAccessToken {
  readonly accessToken: string;
  /** What was granted, space-delimited. */
  readonly scope: string;
  /** The hash of the key that it is bound to (DPoP); `undefined` for a Bearer token. */
  readonly boundTo?: string | undefined;
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

/** A session as it is stored, or sent to another tab. */
export interface SealedSession extends StoredSession {
  /** The number of the last sign-out when it began; a session from before a later one is none any more. */
  readonly signOuts?: number;
  readonly refreshToken?: string;
}

/** Keeps the one session that the app has with a server and client. */
export interface SessionStore {
  /** The stored session, whether it goes on or not. */
  read(): SealedSession | null;
  write(session: SealedSession): void;
  clear(): void;
}

export function sessionStore(settings: AuthSettings, open: () => AuthStorage): SessionStore {
  const item = storedItem(open, () => storageKey(settings, 'session'));
  return {
    read: () => parseSession(parseJson(item.read())),
    write: (session) => {
      item.write(JSON.stringify(session));
    },
    clear: item.clear,
  };
}

/** The session in a record that came out of a storage, or from another tab; `null` if it is none. */
export function parseSession(record: unknown): SealedSession | null {
  return isStoredSession(record) ? record : null;
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

/** Which of the types of `typeOf` each member of a session may have. */
const MEMBERS: Readonly<Record<string, string>> = {
  id: 'string',
  accessToken: 'string null',
  idToken: 'string null',
  sessionState: 'string null',
  claims: 'object null',
  scope: 'string',
  receivedAt: 'finite',
  expiresAt: 'finite',
  server: 'object',
  accessTokens: 'object undefined',
  maxAgeSeconds: 'finite undefined',
  boundTo: 'string undefined',
  signOuts: 'finite undefined',
  refreshToken: 'string undefined',
};

function isStoredSession(record: unknown): record is SealedSession {
  if (!isRecord(record)) return false;
  const { claims, idToken } = record;
  return (
    Object.entries(MEMBERS).every(([name, types]) => types.split(' ').includes(typeOf(record[name]))) &&
    // Claims with `iss` count as verified, and only an id_token verifies.
    (isRecord(claims) && 'iss' in claims) === (idToken !== null)
  );
}

/** `null`, `finite` and `array` beside what `typeof` knows. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isFinite(value) ? 'finite' : typeof value;
}
