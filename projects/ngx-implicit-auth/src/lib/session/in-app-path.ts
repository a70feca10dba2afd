const NOWHERE = 'https://app.invalid';

/**
 * The given return URL if it stays inside the app, else the app's root.
 *
 * The browser's own parser decides, so `//host`, `/\host`, a scheme, and tabs or newlines hidden in either lead nowhere.
 */
export function inAppPath(returnTo: unknown): string {
  if (typeof returnTo !== 'string' || !returnTo.startsWith('/')) return '/';
  try {
    return new URL(returnTo, NOWHERE).origin === NOWHERE ? returnTo : '/';
  } catch {
    return '/';
  }
}
