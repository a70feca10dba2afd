import type { AuthError, AuthErrorCode } from '../protocol/auth-error';

/** How a renewal ended. `other-person` ends the session; otherwise it goes on until its deadline. */
export type RenewalOutcome =
  /** There is a new session. */
  | { readonly status: 'renewed' }
  /** The server wants to show a page: sign in again, or wait until the session ends. */
  | { readonly status: 'interaction-required'; readonly error: AuthError }
  /** Somebody else is signed in at the server. */
  | { readonly status: 'other-person' }
  /** The server or a part of the library could not be reached, or the server cannot answer now. Tried again later. */
  | { readonly status: 'unreachable'; readonly error: AuthError }
  /** The frame did not get past the server: the browser kept its cookies or its page out of the frame. */
  | { readonly status: 'frame-blocked'; readonly error: AuthError }
  /** The answer was refused. */
  | { readonly status: 'refused'; readonly error: AuthError };

/**
 * The codes of a server that has answered nothing of use. One that a session is from has answered before, and let this app
 * read it: a connection that breaks, or a proxy's own page, looks like a wrong setting.
 */
const UNANSWERED: readonly AuthErrorCode[] = ['server_unreachable', 'cors_blocked', 'server_answer_invalid'];

/** Whether a renewal failed because the server's answer is lost, or is none. */
export function isUnanswered({ code }: AuthError): boolean {
  return UNANSWERED.includes(code);
}

/** The outcome of a renewal that failed with this error. */
export function renewalOutcomeOf(error: AuthError): RenewalOutcome {
  const { code, server, retryAfter } = error;
  if (code === 'interaction_required') return { status: 'interaction-required', error };
  if (code === 'renewal_frame_blocked') return { status: 'frame-blocked', error };
  const isPassing =
    isUnanswered(error) ||
    code === 'module_unavailable' ||
    retryAfter !== undefined ||
    ['server_error', 'temporarily_unavailable'].includes(server?.error ?? '');
  return isPassing ? { status: 'unreachable', error } : { status: 'refused', error };
}
