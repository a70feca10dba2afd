import { InjectionToken } from '@angular/core';

/** The absolute form of a request URL that belongs to one of the listed resource servers; `null` for any other. */
export type ResourceServerMatcher = (url: string) => string | null;

export const RESOURCE_SERVER_MATCHER = new InjectionToken<ResourceServerMatcher>('RESOURCE_SERVER_MATCHER');

/** What some servers decode into a way out of the path: encoded separators and dots, and dots hidden behind a path parameter. */
const AMBIGUOUS_PATH = /%2[ef]|%5c|\.\.;/i;

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
    let url: URL;
    try {
      url = new URL(requestUrl, appBase);
    } catch {
      return null;
    }
    const { origin, pathname, protocol } = url;
    if (!protocol.startsWith('http') || AMBIGUOUS_PATH.test(pathname)) return null;
    for (
      let page = origin + pathname.replace(/\/$/, '');
      page.length >= origin.length;
      page = page.slice(0, page.lastIndexOf('/'))
    ) {
      if (listed.has(page)) return url.href;
    }
    return null;
  };
}
