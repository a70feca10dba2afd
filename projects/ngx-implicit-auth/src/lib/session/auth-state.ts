import type { AuthError } from '../protocol/auth-error';
import type { IdTokenCheck, IdTokenClaims } from '../protocol/id-token-claims';

/** What a sign-in yielded; lives until `expiresAt`. */
export interface Session {
  /** `null` when the response type has no `token`. */
  readonly accessToken: string | null;
  /** `null` when the response type has no `id_token`. */
  readonly idToken: string | null;
  /** The verified claims of the id_token; `null` without one. */
  readonly claims: IdTokenClaims | null;
  /** The scope that was granted, space-delimited; may be less than was asked for. */
  readonly scope: string;
  /** Epoch milliseconds by this device's clock. */
  readonly expiresAt: number;
  /** Where a sign-out is told to the server; `null` when it has no such endpoint. */
  readonly endSessionEndpoint: string | null;
}

/**
 * Where the person stands. `starting` is seen on a server only: in a browser the state is settled, or `completing`, from the
 * first moment on.
 */
export type AuthState =
  | { readonly status: 'starting' }
  | { readonly status: 'signed-out' }
  | { readonly status: 'redirecting' }
  | { readonly status: 'completing' }
  | { readonly status: 'signed-in'; readonly session: Session }
  | { readonly status: 'failed'; readonly error: AuthError; readonly returnTo: string };

/** A check that an authorization response has passed, in the order in which they are made. */
export type AuthCheck = 'state' | 'response' | IdTokenCheck;

/** What happened. Never holds a token, a state, a nonce or a claim. */
export type AuthEvent =
  | { readonly type: 'sign-in-started'; readonly returnTo: string }
  | { readonly type: 'response-captured' }
  | { readonly type: 'check-passed'; readonly check: AuthCheck }
  | { readonly type: 'signed-in'; readonly returnTo: string }
  | { readonly type: 'sign-in-failed'; readonly error: AuthError; readonly returnTo: string }
  | { readonly type: 'session-expired' }
  | { readonly type: 'signed-out' };
