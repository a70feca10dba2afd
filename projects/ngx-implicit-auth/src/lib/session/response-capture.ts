import type { PlatformLocation } from '@angular/common';
import type { AuthPlatform } from './auth-platform';
import { pendingSignInKey, type AuthSettings } from './auth-settings';
import { storedItem } from './auth-storage';

/** By what the `state` of a sign-out is told from a parameter of the app's own. */
export const SIGN_OUT_STATE_PREFIX = 'signed-out.';

/** An authorization response as it stood in the address bar. */
export interface CapturedResponse {
  /** Form-urlencoded, as received. */
  readonly encoded: string;
  readonly component: 'fragment' | 'query';
  /** The record of the sign-in that it answers by its `state`; `null` when it answers none of this tab's. */
  readonly pending: string | null;
}

/**
 * Takes an authorization response out of the address bar, before the router or any other script of the app sees it.
 *
 * A response is one that stands at the redirect URI and carries a `state` this tab waits for, or one that is unmistakable (it
 * brings tokens, or an error in the fragment). Everything else is the app's own and stays.
 *
 * The record it answers is deleted, so that no second response is ever taken for its answer. The `state` with which a sign-out comes
 * back goes as well.
 *
 * @returns `null` when there is none
 * @see RFC 6749, sections 3.1.2.5 and 4.2.2
 */
export function captureResponse(
  location: PlatformLocation,
  settings: AuthSettings,
  platform: AuthPlatform,
): CapturedResponse | null {
  const url = new URL(location.href);
  // Recognised, not verified: the session ended before the redirect, so a wrong or missing one has nothing to change.
  if (url.searchParams.get('state')?.startsWith(SIGN_OUT_STATE_PREFIX)) {
    url.searchParams.delete('state');
    replaceUrl(location, url);
  }
  if (!standsAt(url, settings.redirectUri)) return null;

  const fragment = url.hash.slice(1);
  const query = url.search.slice(1);
  const record = (state: string) => storedItem(platform.tabStorage, pendingSignInKey(settings, state));
  const isAwaited = (encoded: string) => statesOf(encoded).some((state) => record(state).read() !== null);

  // A fragment that starts with a slash is a route of hash routing.
  const isInFragment =
    !fragment.startsWith('/') && (/(?:^|&)(?:access_token|id_token|error)=/.test(fragment) || isAwaited(fragment));
  const isInQuery = /(?:^|&)(?:access_token|id_token)=/.test(query) || isAwaited(query);
  if (!isInFragment && !isInQuery) return null;

  if (isInFragment) url.hash = '';
  if (isInQuery) url.search = new URL(settings.redirectUri).search;
  replaceUrl(location, url);

  const encoded = isInFragment ? fragment : query;
  const [state = '', ...others] = statesOf(encoded);
  const pending = others.length ? null : record(state).read();
  if (pending !== null) record(state).clear();
  return { encoded, component: isInFragment ? 'fragment' : 'query', pending };
}

function replaceUrl(location: PlatformLocation, { href }: URL): void {
  location.replaceState(location.getState(), '', href);
}

/** Whether a page stands at a redirect URI: the same origin and path, and the query parameters of that URI itself. */
export function standsAt(url: URL, redirectUri: string): boolean {
  const expected = new URL(redirectUri);
  return (
    url.origin === expected.origin &&
    url.pathname === expected.pathname &&
    [...expected.searchParams].every(([name, value]) => url.searchParams.getAll(name).includes(value))
  );
}

function statesOf(encoded: string): readonly string[] {
  return new URLSearchParams(encoded).getAll('state');
}
