import { AuthError } from '../protocol/auth-error';
import { timeLimit, type Fetch } from '../protocol/fetch-json';
import { parsedUrl } from '../protocol/secure-url';

const TIMEOUT_MS = 5_000;

/**
 * Asks the app's own host whether the page that a frame was to come back to may be framed: a browser does not tell whose
 * page it has kept out of the frame.
 *
 * @returns an AuthError that says by which header it may not; `null` when nothing speaks against it, or nobody can tell
 */
export async function ownPageBlocked(redirectUri: string, fetch: Fetch): Promise<AuthError | null> {
  const headers = await fetch(redirectUri, { cache: 'no-store', signal: timeLimit(TIMEOUT_MS) }).then(
    (response) => response.headers,
    () => null,
  );
  const header = headers && forbiddingHeader(headers, new URL(redirectUri).origin);
  return header
    ? new AuthError(
        'renewal_frame_blocked',
        `The app's own page ${redirectUri} may not be framed, by its header ${header}. Have the app's host send ` +
          "X-Frame-Options: SAMEORIGIN, or frame-ancestors 'self', with this page.",
      )
    : null;
}

function forbiddingHeader(headers: Headers, origin: string): string | null {
  const policy = headers.get('content-security-policy') ?? '';
  const ancestors = [...policy.matchAll(/\bframe-ancestors\s+([^;,]*)/gi)].map(([directive, list = '']) => ({
    directive,
    sources: list.trim().split(/\s+/),
  }));
  const strict = ancestors.find(({ sources }) => sources.every((source) => isElsewhere(source, origin)));
  if (strict) return `Content-Security-Policy: ${strict.directive.trim()}`;
  // Where there are frame-ancestors, browsers do not look at the older header.
  return !ancestors.length && /\bdeny\b/i.test(headers.get('x-frame-options') ?? '') ? 'X-Frame-Options: DENY' : null;
}

/** Whether a source in `frame-ancestors` is surely not this app. */
function isElsewhere(source: string, origin: string): boolean {
  const url = /^https?:\/\/[^*]+$/.test(source) ? parsedUrl(source) : null;
  return source === "'none'" || (!!url && url.origin !== origin);
}
