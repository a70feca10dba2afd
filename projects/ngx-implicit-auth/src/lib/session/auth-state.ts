import type { AuthError } from '../protocol/auth-error';
import type { Claims, IdTokenCheck } from '../protocol/claims';
import type { ServerMetadata } from '../protocol/server-metadata';
import type { RenewalOutcome } from './renewal-outcome';

/** An access token for some resource servers alone. */
export interface ResourceAccessToken {
  readonly accessToken: string;
  /** What was granted, space-delimited. */
  readonly scope: string;
  /** Epoch milliseconds by this device's clock. */
  readonly receivedAt: number;
  /** Epoch milliseconds by this device's clock. */
  readonly expiresAt: number;
}

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
  /** What the server said of itself at the sign-in, its keys included. */
  readonly server: ServerMetadata;
  /** Those of resource servers that have one of their own; `undefined` while there is none. */
  readonly accessTokens?: Readonly<Record<string, ResourceAccessToken>>;
  /** For session management; `null` when the server sent none. */
  readonly sessionState: string | null;
}

/**
 * Where the person stands.
 *
 * - `starting` is seen on a server, and in the hidden frame of a renewal: in a page the state is settled, `completing` or `renewing` from
 *   the first moment on.
 * - While `renewing`, the session goes on. When its deadline passes, its tokens are `null` until the renewal has ended. There is no session
 *   when the server is asked whether it knows the person, or when the session had expired before the page was opened.
 */
export type AuthState =
  | { readonly status: 'starting' }
  | { readonly status: 'signed-out' }
  | { readonly status: 'redirecting' }
  | { readonly status: 'completing' }
  | { readonly status: 'signed-in'; readonly session: Session }
  | { readonly status: 'renewing'; readonly session: Session | null }
  | { readonly status: 'failed'; readonly error: AuthError; readonly returnTo: string };

/** The session that goes on in a state; `null` in one without. */
export function sessionOf(state: AuthState): Session | null {
  return 'session' in state ? state.session : null;
}

/** A check that an authorization response has passed, in the order in which they are made. */
export type AuthCheck = 'state' | 'response' | IdTokenCheck;

/**
 * Why a session ended without `logout()` in this page: the server reported somebody else, or nobody, or told this app to sign out;
 * or the person signed out in another tab.
 */
export type SignOutReason = 'other-person' | 'session-ended' | 'front-channel' | 'other-tab';

/** What happened. Never holds a token, a state, a nonce or a claim. */
export type AuthEvent =
  | { readonly type: 'sign-in-started'; readonly returnTo: string }
  | { readonly type: 'response-captured' }
  | { readonly type: 'check-passed'; readonly check: AuthCheck }
  | { readonly type: 'user-info-failed'; readonly error: AuthError }
  /** A round trip to the server has ended with somebody signed in; the app goes on at `returnTo`. */
  | { readonly type: 'signed-in'; readonly returnTo: string }
  /** Another tab has signed in, or renewed the session. */
  | { readonly type: 'session-received' }
  | { readonly type: 'sign-in-failed'; readonly error: AuthError; readonly returnTo: string }
  | { readonly type: 'renewal-ended'; readonly outcome: RenewalOutcome }
  /** Less was granted than was asked for; `missing` are the scopes that are not in the session's. */
  | { readonly type: 'scope-narrowed'; readonly missing: readonly string[] }
  /** Whoever listens to `accessTokenFor(url)` gets none: the error tells why. */
  | { readonly type: 'access-token-failed'; readonly url: string; readonly error: AuthError }
  /** From now on this tab renews by navigation: the browser or the server does not let frames do it. The error tells the cure. */
  | { readonly type: 'frames-blocked'; readonly error: AuthError }
  /** The browser keeps the server's cookies from its frame, so that it cannot tell. */
  | { readonly type: 'session-check-stopped' }
  | { readonly type: 'session-expired' }
  /** After `logout({ revoke: true })`: the access token may be good until it expires. */
  | { readonly type: 'revocation-failed'; readonly error: AuthError }
  /** Without a `reason` after `logout()`. */
  | { readonly type: 'signed-out'; readonly reason?: SignOutReason };
