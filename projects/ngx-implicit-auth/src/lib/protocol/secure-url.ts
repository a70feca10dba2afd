const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Whether this is an absolute https URL, or an http one of the machine itself (localhost, 127.0.0.0/8, [::1]) as used
 * during development. A URL with a user name or a password does not count.
 * @see RFC 6749, sections 3.1 and 3.1.2.1
 */
export function isSecureUrl(url: string): boolean {
  // The URL parser forgives blanks, backslashes and missing slashes; the server that compares the text does not.
  const parsed = /^https?:\/\/[^\s\\]+$/.test(url) ? parsedUrl(url) : null;
  if (!parsed) return false;
  const { protocol, hostname, username, password } = parsed;
  return !username && !password && (protocol === 'https:' || LOOPBACK.test(hostname));
}

/** A URL in its parts; `null` for a text that is none. */
export function parsedUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** The URL itself, or for a WebSocket the same URL of http. */
export function httpUrl(url: string): string {
  return url.replace(/^ws(?=s?:)/i, 'http');
}
