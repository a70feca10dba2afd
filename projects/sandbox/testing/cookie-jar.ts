interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** The cookies of one browser for one host: paths and deletion, which is all that this server relies on. */
export interface CookieJar {
  keep(response: Response): void;
  headerFor(path: string): string;
}

/** An empty jar. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    keep(response) {
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '/';
        const expires = Date.parse(/; *expires=([^;]+)/i.exec(line)?.[1] ?? '');
        const key = `${name};${path}`;
        if (expires < Date.now()) cookies.delete(key);
        else cookies.set(key, { value, path });
      }
    },
    headerFor(path) {
      return [...cookies]
        .filter(([, cookie]) => path.startsWith(cookie.path))
        .map(([key, { value }]) => `${key.slice(0, key.indexOf(';'))}=${value}`)
        .join('; ');
    },
  };
}
