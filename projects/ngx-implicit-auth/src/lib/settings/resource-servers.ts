import { absoluteUrl } from './absolute-url';
import type { AuthConfig, ResourceServer } from './auth-config';

/**
 * Returns the absolute form of a request URL and the listed resource server that it belongs to; `null` for any other
 * URL.
 */
export type ResourceServerMatcher = (
  url: string,
) => readonly [absoluteUrl: string, listed: string | ResourceServer] | null;

/**
 * What some servers decode into a way out of the path: encoded separators and dots, and dots in front of a path
 * parameter.
 */
const AMBIGUOUS_PATH = /%2[ef]|%5c|\.\.;/i;

/** How many URLs are remembered. Parsing one takes longer than all the rest of matching it. */
const REMEMBERED = 2e3;

/**
 * Matches request URLs against resource servers by parsed origin and whole path segments.
 *
 * The listed paths of each origin are a map, and a request is looked up once for each of its path segments, so that the
 * time does not grow with the list. The longest listed path wins.
 */
export function resourceServerMatcher({
  resourceServers = [],
  appBase,
}: Pick<AuthConfig, 'resourceServers'> & { readonly appBase: string }): ResourceServerMatcher {
  let listed: ReturnType<typeof pathsByOrigin> | undefined;
  const match: ResourceServerMatcher = (requestUrl) => {
    // Read at the first request only: if `resourceServers` is no list, the app still starts, and the check of the
    // settings says so.
    listed ??= pathsByOrigin(resourceServers, appBase);
    const { href, origin, pathname } = absoluteUrl(requestUrl, appBase);
    const paths = listed.get(origin);
    if (!paths || !href.startsWith('http') || AMBIGUOUS_PATH.test(pathname)) return null;
    let path = pathname.replace(/\/$/, '');
    while (path && !paths.has(path)) path = path.slice(0, path.lastIndexOf('/'));
    const server = paths.get(path);
    return server === undefined ? null : [href, server];
  };
  const remembered = new Map<string, ReturnType<ResourceServerMatcher>>();
  return (requestUrl) => {
    let found = remembered.get(requestUrl);
    if (found === undefined) {
      found = match(requestUrl);
      if (remembered.size === REMEMBERED) remembered.clear();
      remembered.set(requestUrl, found);
    }
    return found;
  };
}

function pathsByOrigin(resourceServers: readonly (string | ResourceServer)[], appBase: string) {
  const listed = new Map<string, Map<string, string | ResourceServer>>();
  for (const server of resourceServers) {
    const { origin, pathname } = absoluteUrl(typeof server === 'string' ? server : server.url, appBase);
    const paths = listed.get(origin) ?? new Map<string, string | ResourceServer>();
    listed.set(origin, paths.set(pathname.replace(/\/$/, ''), server));
  }
  return listed;
}
