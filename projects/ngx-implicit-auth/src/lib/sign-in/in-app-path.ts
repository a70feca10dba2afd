/**
 * A path, not the start of a host: the URL parser takes `//`, and `/\`, for one, and first drops tabs and line breaks
 * that would part the two.
 */
const IN_APP_PATH = /^\/(?![/\\])[^\t\n\r]*$/;

/**
 * The given return URL if it stays inside the app, else the app's root.
 *
 * @see https://url.spec.whatwg.org/#relative-slash-state
 */
export function inAppPath(returnTo: unknown): string {
  return typeof returnTo === 'string' && IN_APP_PATH.test(returnTo) ? returnTo : '/';
}
