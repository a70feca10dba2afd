// Older CLIs run schematics where this is no global.
import { URL } from 'node:url';

const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the library takes this URL: https, or http on a loopback host; no user name, query or fragment. */
export function isSecureUrl(text: string): boolean {
  const url = /^https?:\/\/[^\s\\?#]+$/.test(text) ? urlOf(text) : null;
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || LOOPBACK.test(url.hostname);
}

/** The URL that a text is; `null` where it is none. */
export function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
