import { absoluteUrl } from './absolute-url';
import type { AuthConfig, ResourceServer } from './auth-config';

/** An entry of `resourceServers`. A URL alone has none of the members, and so reads as `{ url }` does. */
export type ListedServer = ResourceServer | (string & Partial<ResourceServer>);

/**
 * Returns the absolute form of a request URL and the entries of the resource server that it belongs to; nothing for any
 * other URL.
 */
export type ResourceServerMatcher = (
  url: string,
) => readonly [absoluteUrl: string, entries: readonly ListedServer[]] | readonly [];

/**
 * The address in a URL: what comes before query and fragment. None in a URL of another scheme, as the origin of `blob:`
 * may be a listed one. None where servers disagree on what the path is either: at separators and dots that are encoded,
 * once or more than once, and at dots in front of a path parameter.
 */
const ADDRESS = /^(http|ws)(?![^?#]*(%(25)*(2[ef]|5c)|\.\.;))[^?#]*/i;

/**
 * An address as the most lenient server reads it: percent-decoded (twice, if it was encoded twice), in one case, and
 * without path parameters and empty segments.
 */
export function readLeniently(address: string): string {
  return address
    .replace(/%(?:25)*([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(+`0x${code}`))
    .replace(/(\/|;[^/]*)+(?=\/|$)/g, '')
    .toLowerCase();
}

/** Stands for several listed addresses that lenient servers read alike. No address begins with it. */
const NOBODYS = '?';

/**
 * Matches request URLs against resource servers. An address has to begin with a listed one, up to the end of a segment.
 * One that lenient servers read as that of another resource server belongs to none, listed or not.
 *
 * The listed addresses are a map, and a request is looked up once for each of its path segments, so that the time does
 * not grow with the list. The longest listed path wins.
 */
export function resourceServerMatcher(
  resourceServers: AuthConfig['resourceServers'],
  appBase: string,
): ResourceServerMatcher {
  const listed: Record<string, string | undefined> = {};
  const entries: Record<string, ListedServer[] | undefined> = {};
  // If `resourceServers` is no list, the app still starts, and the check of the settings says so.
  for (const entry of [resourceServers ?? []].flat() as readonly ListedServer[]) {
    const address = absoluteUrl((entry.url ?? entry) as string, appBase).href.replace(/\/$/, '');
    const read = readLeniently(address);
    listed[read] = (listed[read] ?? address) === address ? address : NOBODYS;
    (entries[address] ??= []).push(entry);
  }
  const remembered = new Map<string, ReturnType<ResourceServerMatcher>>();
  return (requestUrl) => {
    let found = remembered.get(requestUrl);
    if (!found) {
      const { href } = absoluteUrl(requestUrl, appBase);
      const [address = ''] = ADDRESS.exec(href) ?? [];
      let path = readLeniently(address);
      while (path && !listed[path]) path = path.slice(0, path.lastIndexOf('/'));
      const server = listed[path];
      found = server && (address + '/').startsWith(server + '/') ? [href, entries[server] ?? []] : [];
      // Parsing a URL takes longer than all the rest.
      if (remembered.size === 2e3) remembered.clear();
      remembered.set(requestUrl, found);
    }
    return found;
  };
}

/** Whether an entry has an access token of its own, and not the session's. */
export function hasOwnToken(entry: ListedServer): entry is ResourceServer {
  return !!(entry.audience || entry.resource || entry.scope);
}
