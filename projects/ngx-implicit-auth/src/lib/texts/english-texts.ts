import { INCOMPLETE } from '../session/load-part';
import type { AuthTexts } from '../settings/auth-texts';

const CLOCK = 'The clock of this device seems to be wrong. Set it right, and try again.';
const ONCE_MORE = 'This sign-in was used before, or did not begin in this tab. Try again.';
const AUTHENTICATE = 'This page asks you to sign in anew, or in a safer way. Try again.';

export const ENGLISH: AuthTexts = {
  lang: 'en',
  signingIn: 'Signing in…',
  oneMoment: 'One moment, please.',
  signedIn: 'Signed in',
  nothingToDo: 'There is nothing left to do on this page.',
  notSignedIn: 'Not signed in',
  signIn: 'Sign in',
  failed: 'Sign-in failed',
  retry: 'Try again',
  home: 'Go to the start page',
  close: 'Close',
  incomplete: INCOMPLETE,
  errors: {
    access_denied: 'Access was refused. Try again, or ask whoever runs this app for access.',
    acr_mismatch: AUTHENTICATE,
    auth_time_too_old: AUTHENTICATE,
    authorization_failed: 'The sign-in service reports a failure. Try again, or tell whoever runs this app.',
    config_unavailable: 'This app could not be set up. Check your connection, and try again in a moment.',
    id_token_expired: CLOCK,
    id_token_not_yet_valid: CLOCK,
    id_token_too_old: CLOCK,
    interaction_required: 'The sign-in service has to ask you something first. Try again.',
    login_request_refused: 'The link that led here cannot sign anybody in. Try again from here.',
    module_unavailable: 'A part of this app could not be loaded. Check your connection, and reload the page.',
    other_person: 'Somebody else has signed in by now. Sign in again.',
    redirect_loop: 'You were signed in three times in a row, and it did not last. Wait a minute, and try again.',
    response_missing: 'No sign-in waits here. You can start one.',
    server_answer_invalid: 'The sign-in service does not work as it should. Try again in a moment.',
    server_unreachable: 'The sign-in service does not answer. Check your connection, and try again in a moment.',
    state_expired: 'The sign-in took too long. Try again.',
    state_missing: ONCE_MORE,
    state_unknown: ONCE_MORE,
    storage_unavailable: 'This browser lets the page keep nothing. Allow cookies and site data for it, and try again.',
    token_request_refused: 'The sign-in service has not completed the sign-in. Try again.',
  },
  unexplained: 'The sign-in could not be finished. Try again, or come back later. Code for support: {code}.',
};
