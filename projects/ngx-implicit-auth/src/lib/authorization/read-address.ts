import { AuthError } from '../protocol/auth-error';
import type { CapturedResponse } from '../session/capture-response';

/** Where a window or a frame stands; `null` while it shows a page of another origin, whose address cannot be read. */
export function addressOf(shown: Window | null): URL | null {
  try {
    return shown && new URL(shown.location.href);
  } catch {
    return null;
  }
}

/** The response in an address. */
export function responseAt({ hash, search }: URL): CapturedResponse {
  return hash ? { encoded: hash, component: 'fragment' } : { encoded: search, component: 'query' };
}

/** Whether an address carries the `state` of a request. */
export function answers({ hash, search }: URL, state: string | null): boolean {
  return !!state && [hash, search].some((part) => new URLSearchParams(part.slice(1)).getAll('state').includes(state));
}

/** The error for an answer that came to another page of the app. */
export function misplaced({ origin, pathname }: URL, redirectUri: string, where: 'frame' | 'popup'): AuthError {
  return new AuthError(
    'redirect_uri_mismatch',
    `The answer came to ${origin}${pathname} in the ${where}, and redirectUri of withSilentRenewal() is ${redirectUri}. ` +
      "Make the two the same, or keep the app's host from redirecting there, as from .html to a path without it.",
  );
}
