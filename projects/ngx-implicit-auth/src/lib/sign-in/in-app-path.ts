/**
 * Matches a path, and not what the URL parser takes for the start of a host: `//` or `/\`, also with tabs or line breaks
 * between the two, which the parser drops first.
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

/** The path that a request comes back to: Angular's Location leaves the slash of the app's root out before a query. */
export function returnPath(returnTo: string | undefined): string {
  return inAppPath(returnTo?.replace(/^(?=[?#])/, '/'));
}
