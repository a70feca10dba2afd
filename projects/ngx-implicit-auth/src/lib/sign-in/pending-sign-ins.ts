import type { PendingRequest } from '../authorization/prepare-request';
import { storedServer } from '../authorization/stored-server';
import type { AuthPlatform } from '../session/auth-platform';
import { isRecord, parseJson, storedItem } from '../session/auth-storage';
import type { SignInPurpose } from '../session/sign-in-request';
import { pendingSignInKey } from '../settings/auth-settings';
import type { RequestSettings } from '../settings/request-settings';
import { inAppPath } from './in-app-path';

/**
 * Stands in for the `state` where the server cannot echo it: then one sign-in waits at a time. No `state` is ever made
 * of such a word.
 */
const STATELESS = '(none)';

/**
 * The record that waits for the answer to a sign-in. There is one for each `state`, in the tab's own storage: it must
 * survive the redirect, and holds no token.
 */
export interface PendingSignIn extends PendingRequest {
  readonly returnTo: string;
  readonly purpose: SignInPurpose;
  /** For what a session goes on meanwhile: how many sign-outs there had been when it began. */
  readonly signOuts?: number | undefined;
}

/** What a redirect is for by default. */
export const SIGN_IN: SignInPurpose = { type: 'sign-in' };

/**
 * Takes the record that waits for a response out of the storage, so that no second response is ever taken for its
 * answer.
 *
 * @param encoded - the response as received
 * @returns `null` when it answers no sign-in of this tab
 */
export function takePendingSignIn(
  settings: RequestSettings,
  platform: AuthPlatform,
  encoded: string,
): PendingSignIn | null {
  const states = new URLSearchParams(encoded).getAll('state');
  const [state, ...others] = settings.queryResponse?.state ? [STATELESS] : states;
  if (state === undefined || others.length) return null;
  const record = storedItem(platform.tabStorage, () => pendingSignInKey(settings, state));
  const pending = parsePendingSignIn(record.read());
  record.clear();
  return pending;
}

/**
 * Whether this tab waits for an answer already. Then the person may have come back, by themselves, from an error page
 * of the server's.
 */
export function hasPendingSignIn(settings: RequestSettings, platform: AuthPlatform): boolean {
  try {
    return Object.keys(platform.tabStorage()).some((key) => key.startsWith(pendingSignInKey(settings, '')));
  } catch {
    return false;
  }
}

/** The record that was left last in this tab, if it is one of a renewal by navigation; else `null`. */
export function pendingRenewal(settings: RequestSettings, platform: AuthPlatform): PendingSignIn | null {
  try {
    const storage = platform.tabStorage();
    const [last] = Object.keys(storage)
      .filter((key) => key.startsWith(pendingSignInKey(settings, '')))
      .flatMap((key) => parsePendingSignIn(storage.getItem(key)) ?? [])
      .sort((a, b) => b.requestedAt - a.requestedAt);
    return last?.purpose.type === 'renewal' ? last : null;
  } catch {
    return null;
  }
}

/** Reads a stored record; `null` for anything that is not one. */
export function parsePendingSignIn(text: string | null): PendingSignIn | null {
  const record = parseJson(text);
  return isRecord(record) &&
    typeof record['nonce'] === 'string' &&
    typeof record['requestedAt'] === 'number' &&
    isRecord(record['server']) &&
    (record['exchange'] === undefined || isExchange(record['exchange'])) &&
    ['string', 'undefined'].includes(typeof record['acrValues']) &&
    ['number', 'undefined'].includes(typeof record['signOuts'])
    ? ({
        ...record,
        server: storedServer(record['server']),
        returnTo: inAppPath(record['returnTo']),
        purpose: purposeOf(record['purpose']),
      } as unknown as PendingSignIn)
    : null;
}

function isExchange(record: unknown): boolean {
  return isRecord(record) && ['codeVerifier', 'redirectUri'].every((name) => typeof record[name] === 'string');
}

function purposeOf(record: unknown): SignInPurpose {
  const { type, isSilent, url } = isRecord(record) ? record : {};
  if (type === 'renewal') return { type, isSilent: isSilent === true };
  return type === 'access' && typeof url === 'string' ? { type, url } : SIGN_IN;
}

/** Whether a sign-in is too old to be answered, or lies in the future, where a clock that was set back puts it. */
export function hasExpired({ requestedAt }: PendingSignIn, settings: RequestSettings, platform: AuthPlatform): boolean {
  return Math.abs(platform.now() - requestedAt) > settings.signInLifetimeSeconds * 1000;
}

/**
 * Keeps a record for the answer to come, and drops those whose answer would come too late.
 *
 * @throws what the storage throws when it is denied, or full of what is not this library's
 */
export function storePendingSignIn(
  settings: RequestSettings,
  platform: AuthPlatform,
  state: string,
  pending: PendingSignIn,
): void {
  const storage = platform.tabStorage();
  const key = pendingSignInKey(settings, settings.queryResponse?.state ? STATELESS : state);
  const record = JSON.stringify(pending);
  const removeOthers = (isUnwanted: (other: PendingSignIn | null) => boolean) => {
    for (const key of Object.keys(storage)) {
      const isPending = key.startsWith(pendingSignInKey(settings, ''));
      if (isPending && isUnwanted(parsePendingSignIn(storage.getItem(key)))) storage.removeItem(key);
    }
  };
  removeOthers((other) => !other || hasExpired(other, settings, platform));
  try {
    storage.setItem(key, record);
  } catch {
    // The storage is full: this library can give up the sign-ins that were abandoned in this tab.
    removeOthers(() => true);
    storage.setItem(key, record);
  }
}
