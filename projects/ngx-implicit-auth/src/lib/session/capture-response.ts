import type { PlatformLocation } from '@angular/common';
import type { AuthPlatform } from './auth-platform';
import { pathOf } from '../settings/absolute-url';
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

/** A response that has brought the person to this page. */
export interface PageResponse extends CapturedResponse {
  /** The URL that it came to, without the response. */
  readonly url: string;
  /** When it came, in epoch milliseconds, if that was not with this page. */
  readonly receivedAt?: number;
}

const TOKENS = ['access_token', 'id_token'];

/**
 * Takes an authorization response out of the address bar, before the router or any other script of the app sees it.
 *
 * What counts as a response either carries a `state` that this tab waits for, wherever it came to, or stands at the
 * redirect URI and is unmistakable: it brings tokens, or an error in the fragment (with `queryResponse`, in the query as
 * well). Everything else is the app's own and stays. The `state` with which a sign-out comes back is removed, too.
 *
 * @param address - where the response stood, if it has been taken out already
 * @returns `null` when there is none
 * @see RFC 6749, sections 3.1.2.5 and 4.2.2
 */
export function captureResponse(
  location: PlatformLocation,
  settings: AuthSettings,
  platform: AuthPlatform,
  address = location.href,
): PageResponse | null {
  const { redirectUri, queryResponse } = settings;
  const url = new URL(address);
  // Recognised, not verified: the session ended before the redirect, so a wrong or missing `state` changes nothing.
  if (url.searchParams.get('state')?.startsWith(SIGN_OUT_STATE_PREFIX)) url.searchParams.delete('state');

  // Hash routing may have put a slash before the first parameter; any other fragment with a slash is a route of it.
  const fragment = url.hash.replace(/^#(\/(?=[^/?&]+=))?/, '');
  const query = url.search.slice(1);
  const isCallback = standsAt(url, redirectUri);
  const isAnswer = (encoded: string, names: readonly string[]) => {
    const parameters = new URLSearchParams(encoded);
    return (
      (isCallback && names.some((name) => parameters.getAll(name).join(''))) ||
      parameters
        .getAll('state')
        .some((state) => storedItem(platform.tabStorage, () => pendingSignInKey(settings, state)).read() !== null)
    );
  };
  const isInFragment = !fragment.startsWith('/') && isAnswer(fragment, [...TOKENS, 'error']);
  const isInQuery = isAnswer(query, queryResponse ? [...TOKENS, 'error', queryResponse.accessTokenParameter] : TOKENS);

  if (isInFragment) url.hash = '';
  if (isInQuery) url.search = isCallback ? new URL(redirectUri).search : '';
  const { href } = url;
  if (href !== location.href) location.replaceState(location.getState(), '', href);
  if (isInFragment) return { url: href, encoded: fragment, component: 'fragment' };
  return isInQuery ? { url: href, encoded: query, component: 'query' } : null;
}

/**
 * Whether a page stands at a redirect URI: the same origin and path, but for a slash at its end, and the query
 * parameters of that URI itself.
 */
export function standsAt(url: URL, redirectUri: string): boolean {
  const expected = new URL(redirectUri);
  return (
    url.origin === expected.origin &&
    pathOf(url) === pathOf(expected) &&
    [...expected.searchParams].every(([name, value]) => url.searchParams.getAll(name).includes(value))
  );
}
