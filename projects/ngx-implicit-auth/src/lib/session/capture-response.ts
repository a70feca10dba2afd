import type { PlatformLocation } from '@angular/common';
import type { AuthPlatform } from './auth-platform';
import { pendingSignInKey, type AuthSettings } from '../settings/auth-settings';
import { storedItem } from './auth-storage';

/** Begins the `state` of a sign-out, to tell it from a parameter of the app's own. */
export const SIGN_OUT_STATE_PREFIX = 'signed-out.';

/** An authorization response as it stood in the address bar. */
export interface CapturedResponse {
  /** Form-urlencoded, as received. */
  readonly encoded: string;
  readonly component: 'fragment' | 'query';
}

/**
 * Takes an authorization response out of the address bar, before the router or any other script of the app sees it.
 *
 * What counts as a response stands at the redirect URI, and either carries a `state` that this tab waits for, or is
 * unmistakable: it brings tokens, or an error in the fragment (with `queryResponse`, in the query as well). Everything
 * else is the app's own and stays. The `state` with which a sign-out comes back is removed, too.
 *
 * @returns `null` when there is none
 * @see RFC 6749, sections 3.1.2.5 and 4.2.2
 */
export function captureResponse(
  location: PlatformLocation,
  settings: AuthSettings,
  platform: AuthPlatform,
): CapturedResponse | null {
  const { redirectUri, queryResponse } = settings;
  const url = new URL(location.href);
  // Recognised, not verified: the session ended before the redirect, so a wrong or missing `state` changes nothing.
  if (url.searchParams.get('state')?.startsWith(SIGN_OUT_STATE_PREFIX)) url.searchParams.delete('state');

  const fragment = url.hash.slice(1);
  const query = url.search.slice(1);
  const isCallback = standsAt(url, redirectUri);
  const answers = (encoded: string, names: string) =>
    new RegExp(`(^|&)(access_token|id_token|${names})=`).test(encoded) ||
    new URLSearchParams(encoded)
      .getAll('state')
      .some((state) => storedItem(platform.tabStorage, pendingSignInKey(settings, state)).read() !== null);
  // A fragment that starts with a slash is a route of hash routing.
  const isInFragment = isCallback && !fragment.startsWith('/') && answers(fragment, 'error');
  const isInQuery =
    isCallback && answers(query, queryResponse ? `error|${queryResponse.accessTokenParameter}` : 'id_token');

  if (isInFragment) url.hash = '';
  if (isInQuery) url.search = new URL(redirectUri).search;
  if (url.href !== location.href) location.replaceState(location.getState(), '', url.href);
  if (isInFragment) return { encoded: fragment, component: 'fragment' };
  return isInQuery ? { encoded: query, component: 'query' } : null;
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
