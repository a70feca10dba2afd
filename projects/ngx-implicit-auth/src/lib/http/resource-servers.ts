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
 * that is done for a request.
 */
const PARSED = /^https?:\/\/[a-z][a-z\d.-]*[a-z](?::[1-9]\d{3})?(?:\/[\w-][\w.-]*)*(?=\/?(?:\?|$))/;

/**
 * Matches request URLs against resource servers by parsed origin and whole path segments.
 *
 * Each listed URL is one entry of a set, and a request is looked up once for each of its path segments, so that the time does not
 * grow with the list.
 *
 * @param resourceServers - absolute URLs as the URL parser writes them
 * @param appBase - what relative URLs are resolved against
 */
export function resourceServerMatcher(resourceServers: readonly string[], appBase: string): ResourceServerMatcher {
  const listed = new Set(resourceServers.map((url) => url.replace(/\/$/, '')));
  return (requestUrl) => {
    let [page] = PARSED.exec(requestUrl) ?? [];
    if (!page) {
      try {
        const { href, origin, pathname, protocol } = new URL(requestUrl, appBase);
        if (!protocol.startsWith('http') || AMBIGUOUS_PATH.test(pathname)) return null;
        requestUrl = href;
        page = origin + pathname.replace(/\/$/, '');
      } catch {
        return null;
      }
    }
    // Down to the origin, which is longer than `https:/`.
    for (let end = page.length; end > 7; end = page.lastIndexOf('/', end - 1)) {
      if (listed.has(page.slice(0, end))) return requestUrl;
    }
    return null;
  };
}
