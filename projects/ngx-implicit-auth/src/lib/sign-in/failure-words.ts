import type { AuthError, AuthErrorCode } from '../protocol/auth-error';

const CLOCK = 'The clock of this device seems to be wrong. Set it right, and try again.';
const ONCE_MORE = 'This sign-in was used before, or did not begin in this tab. Try again.';
const AUTHENTICATE = 'This page asks you to sign in anew, or in a safer way. Try again.';

/** For the failures about which people can do something themselves. */
const WORDS: Partial<Record<AuthErrorCode, string>> = {
  access_denied: 'Access was refused. Try again, or ask whoever runs this app for access.',
  acr_mismatch: AUTHENTICATE,
  auth_time_too_old: AUTHENTICATE,
  authorization_failed: 'The sign-in service reports a failure. Try again, or tell whoever runs this app.',
  id_token_expired: CLOCK,
  id_token_not_yet_valid: CLOCK,
  id_token_too_old: CLOCK,
  interaction_required: 'The sign-in service has to ask you something first. Try again.',
  login_request_refused: 'The link that led here cannot sign anybody in. Try again from here.',
  module_unavailable: 'A part of this app could not be loaded. Check your connection, and reload the page.',
  other_person: 'Somebody else has signed in by now. Sign in again.',
  redirect_loop: 'You were signed in three times in a row, and it did not last. Wait a minute, and try again.',
  response_missing: 'No sign-in waits here. Start one.',
  server_answer_invalid: 'The sign-in service does not work as it should. Try again in a moment.',
  server_unreachable: 'The sign-in service does not answer. Check your connection, and try again in a moment.',
  state_expired: 'The sign-in took too long. Try again.',
  state_missing: ONCE_MORE,
  state_unknown: ONCE_MORE,
  storage_unavailable: 'This browser lets the page keep nothing. Allow cookies and site data for it, and try again.',
  token_request_refused: 'The sign-in service has not completed the sign-in. Try again.',
};

/** What the server says of these, it says to the app. */
const FOR_DEVELOPERS: readonly AuthErrorCode[] = ['pushed_request_refused', 'token_request_refused'];

/**
 * What whoever signs in is told of a failure: what has happened, and what they can do. Where the authorization server
 * has said something to them, they are its words, which are text and no HTML.
 */
export function failureWords({ code, server }: AuthError): string {
  const otherwise = `Something is not set up as it has to be. Try again, or tell whoever runs this app: ${code}.`;
  return (FOR_DEVELOPERS.includes(code) ? null : server?.description) ?? WORDS[code] ?? otherwise;
}

/** What shows developers the message, folded: one element in dev mode, none in production. */
export function failureDetails({ message }: AuthError): readonly HTMLElement[] {
  if (typeof ngDevMode !== 'undefined' && !ngDevMode) return [];
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'Details';
  details.append(summary, message);
  return [details];
}
