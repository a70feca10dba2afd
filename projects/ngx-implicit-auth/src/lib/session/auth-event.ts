import type { AuthError } from '../protocol/auth-error';
import type { IdTokenCheck } from '../protocol/claims';
import type { RenewalOutcome } from './renewal-outcome';

/** A check that an authorization response has passed; the checks are made in this order. */
export type AuthCheck = 'state' | 'response' | IdTokenCheck;

/**
 * Why a session ended without `logout()` in this page: the server reported somebody else, or nobody, or told this app
 * to sign out; or the person signed out in another tab.
 */
export type SignOutReason = 'other-person' | 'session-ended' | 'front-channel' | 'other-tab';

/** What happened. Never holds a token, a state, a nonce or a claim. */
export type AuthEvent =
  /** The page, or a popup, leaves for the server; afterwards the app goes on at `returnTo`. */
  | { readonly type: 'sign-in-started'; readonly returnTo: string }
  /** The server's response was taken out of the address bar. */
  | { readonly type: 'response-captured' }
  /** The response has passed a check. */
  | { readonly type: 'check-passed'; readonly check: AuthCheck }
  /** The claims are without those of the userinfo endpoint: the error tells why. */
  | { readonly type: 'user-info-failed'; readonly error: AuthError }
  /**
   * A round trip to the server has ended with somebody signed in; the app goes on at `returnTo`. After a popup, it stays
   * where it is, unless `login()` was given a `returnTo`.
   */
  | { readonly type: 'signed-in'; readonly returnTo: string }
  /** Another tab has signed in, or renewed the session. */
  | { readonly type: 'session-received' }
  /** A sign-in has failed, which was to go on at `returnTo`. A session that there was goes on. */
  | { readonly type: 'sign-in-failed'; readonly error: AuthError; readonly returnTo: string }
  /** A renewal, or a silent sign-in, has ended. */
  | { readonly type: 'renewal-ended'; readonly outcome: RenewalOutcome }
  /** Less was granted than was asked for; `missing` are the scopes that are not in the session's. */
  | { readonly type: 'scope-narrowed'; readonly missing: readonly string[] }
  /** Whoever listens to `accessTokenFor(url)` gets none: the error tells why. */
  | { readonly type: 'access-token-failed'; readonly url: string; readonly error: AuthError }
  /**
   * From now on this tab renews by navigation, because the browser or the server does not let a frame do it; the error
   * tells the cure.
   */
  | { readonly type: 'frames-blocked'; readonly error: AuthError }
  /**
   * The server's frame cannot tell how the session there stands: the browser keeps the server's cookies from it, it
   * reports an error, or it does not answer.
   */
  | { readonly type: 'session-check-stopped' }
  /** The deadline of the session has passed, and it is not renewed. */
  | { readonly type: 'session-expired' }
  /** After `logout({ revoke: true })`: an access token may be good until it expires. */
  | { readonly type: 'revocation-failed'; readonly error: AuthError }
  /** The session has ended by a sign-out, here or elsewhere. Without a `reason` after `logout()`. */
  | { readonly type: 'signed-out'; readonly reason?: SignOutReason };
