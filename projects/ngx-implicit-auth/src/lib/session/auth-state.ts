import type { AuthError } from '../protocol/auth-error';
import type { Claims } from '../protocol/claims';

/** What a sign-in yielded; lives until `expiresAt`. */
export interface Session {
  /** `null` when the response type has no `token`, and past the deadline. */
  readonly accessToken: string | null;
  /** `null` when the response type has no `id_token`, and past the deadline. */
  readonly idToken: string | null;
  /** What is known of the person; `null` with neither an id_token nor userinfo. */
  readonly claims: Claims | null;
  /** The scope that was granted, space-delimited; may be less than was asked for. */
  readonly scope: string;
  /** Epoch milliseconds by this device's clock. */
  readonly receivedAt: number;
  /** Epoch milliseconds by this device's clock. */
  readonly expiresAt: number;
  /** The server's `session_state`, for session management; `null` when it sent none. */
  readonly sessionState: string | null;
}

/** Whether somebody is signed in, and what is under way. A page has its state from the first moment on. */
export type AuthState =
  /** On a server, in the hidden frame of a renewal, and while the configuration is still to come. */
  | { readonly status: 'starting' }
  /** Nobody is signed in. */
  | { readonly status: 'signed-out' }
  /**
   * The page is being left for a sign-in. The session goes on that there was, until the page is gone; `null` when there
   * was none.
   */
  | { readonly status: 'redirecting'; readonly session: Session | null }
  /** The server's answer to a sign-in is being verified. */
  | { readonly status: 'completing' }
  /** Somebody is signed in. */
  | { readonly status: 'signed-in'; readonly session: Session }
  /**
   * The session is being renewed, and goes on. When its deadline passes, its tokens are `null` until the renewal has
   * ended. The session is `null` while the server is asked whether it knows the person, and when it had expired before
   * the page was opened.
   */
  | { readonly status: 'renewing'; readonly session: Session | null }
  /** A sign-in has failed, which was to go on at `returnTo`, and nobody is signed in. */
  | { readonly status: 'failed'; readonly error: AuthError; readonly returnTo: string };

/** Whether what was asked for in one session may be sent in another; while nobody was known, in any. */
export function isFor(
  before: (Session & { readonly id: string }) | null,
  session: Session & { readonly id: string },
): boolean {
  return !before || before.id === session.id || isSamePerson(before, session);
}

/** Whether two sessions are of one person, by their claims. Somebody without claims is nobody's equal. */
export function isSamePerson(before: Session, after: Session): boolean {
  return !!before.claims && before.claims.sub === after.claims?.sub;
}

/** The session that goes on in a state; `null` in one without. */
export function sessionOf<T extends Session>(state: {
  readonly status: AuthState['status'];
  readonly session?: T | null;
}): T | null {
  return state.session ?? null;
}
