/**
 * The router URL of an absolute URL of this app, without its query.
 *
 * @returns `null` when it lies outside the app's base
 */
export function inAppUrl(url: string, appBase: string): string | null {
  const { origin, pathname } = new URL(url);
  const page = origin + pathname;
  return page.startsWith(appBase) ? '/' + page.slice(appBase.length) : null;
}
