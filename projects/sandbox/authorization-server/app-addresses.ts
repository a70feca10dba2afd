/** Where the demo app is served unless something else is asked for. */
export const DEMO_APP = 'http://localhost:4200/';

/** One app that may sign people in: everything here follows from its address. */
export interface AppAddress {
  /** The app's root, with a slash at the end. */
  readonly root: string;
  readonly origin: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUri: string;
}

/** The apps that may sign people in. The first is the one that pages offer a way back to. */
export type AppAddresses = readonly [AppAddress, ...AppAddress[]];

/**
 * Reads an app's address: an origin, or an origin with the base path the app is served under.
 *
 * @throws TypeError when it is not an absolute http(s) URL, or holds a query or a fragment.
 * @example appAddress('http://localhost:4200').redirectUris[0] // 'http://localhost:4200/auth/callback'
 */
export function appAddress(address: string): AppAddress {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new TypeError(
      `"${address}" is not an app's address. ` +
        `Write an origin such as ${new URL(DEMO_APP).origin}, with the base path if there is one.`,
    );
  }
  const root = url.href.endsWith('/') ? url.href : `${url.href}/`;
  return {
    root,
    origin: url.origin,
    redirectUris: ['auth/callback', 'silent-renewal.html', ''].map((path) => new URL(path, root).href),
    postLogoutRedirectUri: root,
  };
}
