import { InjectionToken } from '@angular/core';

/** The absolute form of a request URL that belongs to one of the listed resource servers; `null` for any other. */
export type ResourceServerMatcher = (url: string) => string | null;

export const RESOURCE_SERVER_MATCHER = new InjectionToken<ResourceServerMatcher>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'RESOURCE_SERVER_MATCHER' : '',
);

/** What some servers decode into a way out of the path: encoded separators and dots, and dots hidden behind a path parameter. */
const AMBIGUOUS_PATH = /%2[ef]|%5c|\.\.;/i;

/**
 * A URL that parsing would leave as it is, up to the end of its path: most are. Parsing one would take longer than all the rest
 * that is done for a request. Its origin and its path, without the slash at the end.
 */
const PARSED = /^(https?:\/\/[a-z][a-z\d.-]*[a-z](?::[1-9]\d{3})?)((?:\/[\w-][\w.-]*)*)\/?(?:\?|$)/;

/**
 * Matches request URLs against resource servers by parsed origin and whole path segments.
 *
 * The listed paths of each origin are a set, and a request is looked up once for each of its path segments, so that the time does
 * not grow with the list.
 *
 * @param resourceServers - absolute URLs as the URL parser writes them
 * @param appBase - what relative URLs are resolved against
 */
export function resourceServerMatcher(resourceServers: readonly string[], appBase: string): ResourceServerMatcher {
  const listed = new Map<string, Set<string>>();
  for (const url of resourceServers) {
    const { origin, pathname } = new URL(url);
    listed.set(origin, (listed.get(origin) ?? new Set()).add(pathname.replace(/\/$/, '')));
  }
  const appOrigin = new URL(appBase).origin;
  return (requestUrl) => {
    let url = requestUrl.startsWith('/') ? appOrigin + requestUrl : requestUrl;
    let [, origin, path = ''] = PARSED.exec(url) ?? [];
    if (!origin) {
      try {
        ({ href: url, origin, pathname: path } = new URL(requestUrl, appBase));
      } catch {
        return null;
      }
      if (!url.startsWith('http') || AMBIGUOUS_PATH.test(path)) return null;
      path = path.replace(/\/$/, '');
    }
    const paths = listed.get(origin);
    if (!paths) return null;
    while (path && !paths.has(path)) path = path.slice(0, path.lastIndexOf('/'));
    return paths.has(path) ? url : null;
  };
}
