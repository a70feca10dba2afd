import { absoluteUrl, pathOf } from './absolute-url';
import type { AuthConfig, ResourceServer } from './auth-config';

/**
 * Returns the absolute form of a request URL and the listed resource server that it belongs to; `null` for any other
 * URL.
 */
export type ResourceServerMatcher = (
  url: string,
) => readonly [absoluteUrl: string, listed: string | ResourceServer] | null;

/**
 * What some servers decode into a way out of the path: separators and dots, encoded once or more than once, and dots in
 * front of a path parameter.
 */
const AMBIGUOUS_PATH = /%(?:25)*(?:2[ef]|5c)|\.\.;/i;

/**
 * A path as the most lenient server reads it: percent-decoded (twice, if it was encoded twice), in one case, and without
 * path parameters and empty segments.
 */
function readLeniently(path: string): string {
  return path
    .replace(/%(?:25)*([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/(\/|;[^/]*)+(?=\/|$)/g, '')
    .toLowerCase();
}

/** How many URLs are remembered. Parsing one takes longer than all the rest of matching it. */
const REMEMBERED = 2e3;

/**
 * Matches request URLs against resource servers by parsed origin and whole path segments. A URL whose path lenient
 * servers read as that of another resource server belongs to none.
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
    if (!paths || !/^(http|ws)/.test(href) || AMBIGUOUS_PATH.test(pathname)) return null;
    let path = readLeniently(pathname);
    while (path && !paths.has(path)) path = path.slice(0, path.lastIndexOf('/'));
    const found = paths.get(path);
    return found && `${pathname}/`.startsWith(`${found.path}/`) ? [href, found.server] : null;
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
  type Paths = Map<string, { readonly path: string; readonly server: string | ResourceServer }>;
  const listed = new Map<string, Paths>();
  for (const server of resourceServers) {
    const url = absoluteUrl(typeof server === 'string' ? server : server.url, appBase);
    const { origin } = url;
    const path = pathOf(url);
    listed.set(origin, (listed.get(origin) ?? (new Map() as Paths)).set(readLeniently(path), { path, server }));
  }
  return listed;
}
