import type { Uses } from './app-files.ts';

/** The response types that the library knows. */
export const RESPONSE_TYPES = ['code', 'id_token token', 'id_token', 'token'] as const;

export type ResponseType = (typeof RESPONSE_TYPES)[number];

/** Where a server has what; each URL is as the server or the app writes it. */
export interface Endpoints {
  readonly authorization?: string;
  readonly token?: string;
  readonly keys?: string;
  readonly userInfo?: string;
  readonly revocation?: string;
  readonly endSession?: string;
  readonly pushedRequests?: string;
}

/** What is asked about: an app, and the server at which it signs people in. */
export interface Subject {
  readonly issuer: string;
  /** `null`: not told. */
  readonly clientId: string | null;
  readonly origin: string;
  /** Absolute. */
  readonly redirectUri: string;
  /** Absolute. */
  readonly postLogoutRedirectUri: string;
  /** What the server calls that address. */
  readonly postLogoutRedirectParameter: string;
  readonly responseType: ResponseType;
  readonly scope: string;
  /** What Auth0 calls the API. */
  readonly audience: string | null;
  readonly discoveryUrl: string;
  /** For a server without discovery. */
  readonly endpoints: Endpoints | null;
  /** Whether the app takes tokens out of the query. */
  readonly takesTokenInQuery: boolean;
  readonly uses: Uses;
  /** What was taken for granted, or could not be read. */
  readonly remarks: readonly string[];
}

/** Whether an id_token comes with a sign-in. */
export function wantsIdToken({ responseType, scope }: Subject): boolean {
  return responseType === 'code' ? scope.split(' ').includes('openid') : responseType.includes('id_token');
}

/** The page of the app that people come back to after a sign-out, unless another is configured: its root. */
export function rootOf(redirectUri: string): string {
  return redirectUri.endsWith('/auth/callback')
    ? redirectUri.slice(0, -'auth/callback'.length)
    : `${new URL(redirectUri).origin}/`;
}

/** The page of the package's that a hidden frame of the app comes back to. */
export function renewalPageOf(redirectUri: string): string {
  return `${rootOf(redirectUri)}silent-renewal.html`;
}

const LOOPBACK = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether the library takes this for a URL that it may use: https, or http on the machine itself. */
export function isSecureUrl(url: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/.test(url) || !isUrl(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  return !username && !password && (protocol === 'https:' || LOOPBACK.test(hostname));
}

export function isUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Whether a browser would ask this URL: it takes none with a user name or a password in it. */
export function isAskable(text: string): boolean {
  if (!isUrl(text)) return false;
  const { username, password } = new URL(text);
  return !username && !password;
}
