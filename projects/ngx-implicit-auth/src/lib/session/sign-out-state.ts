import type { PlatformLocation } from '@angular/common';

/** By what the `state` of a sign-out is told from a parameter of the app's own. */
export const SIGN_OUT_STATE_PREFIX = 'signed-out.';

/**
 * Takes the `state` of a sign-out out of the address bar.
 *
 * It is recognised, not verified: the session ended before the redirect, so a wrong or missing one has nothing to change.
 */
export function scrubSignOutState(location: PlatformLocation): void {
  const url = new URL(location.href);
  if (!url.searchParams.get('state')?.startsWith(SIGN_OUT_STATE_PREFIX)) return;
  url.searchParams.delete('state');
  location.replaceState(location.getState(), '', url.href);
}
