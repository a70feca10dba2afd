import type { AuthEvent, RenewalOutcome, SignOutReason } from 'ngx-implicit-auth';

/** What has happened, in words for people. */
export interface Words {
  readonly title: string;
  readonly text: string;
  /** `quiet`: nothing to be glad or sorry about. */
  readonly look: 'good' | 'quiet' | 'bad';
}

/**
 * Tells an event of the library in plain words; `null` where another event, or the timeline of the sign-in, tells it
 * better.
 *
 * @param wasNobody - whether nobody was signed in before
 */
export function wordsOfEvent(event: AuthEvent, wasNobody: boolean): Words | null {
  switch (event.type) {
    case 'sign-in-started':
    case 'response-captured':
    case 'check-passed':
      return null;
    case 'signed-in':
      return good('Signed in', 'By a round trip to the server.');
    case 'sign-in-failed':
      return bad('Sign-in failed', 'Your last sign-in shows where it stopped.');
    case 'session-received':
      return good('Received from another tab', 'Its session is this tab’s as well.');
    case 'renewal-ended':
      return wordsOfRenewalEvent(event.outcome, wasNobody);
    case 'frames-blocked':
      return bad('Frames do not work here', event.error.message);
    case 'user-info-failed':
      return bad('Not all is known of you', event.error.message);
    case 'scope-narrowed':
      return quiet('Not all was granted', `Missing: ${event.missing.join(' ')}.`);
    case 'access-token-failed':
      return bad('No access token for an API', event.error.message);
    case 'session-check-stopped':
      return bad('No longer watched', 'The server’s frame cannot tell how the session there stands.');
    case 'session-expired':
      return bad('Session ended', 'Its time was up.');
    case 'revocation-failed':
      return bad('Access token not revoked', event.error.message);
    case 'signed-out':
      return quiet('Signed out', event.reason ? REASONS[event.reason] : 'Here, and in every other tab.');
  }
}

/** Tells how a renewal ended. */
export function wordsOfOutcome(outcome: RenewalOutcome): Words {
  switch (outcome.status) {
    case 'renewed':
      return good('Renewed', 'New tokens came without a page being shown.');
    case 'interaction-required':
      return bad('Not renewed', 'The server wants to show a page first. Sign in again, or go on until the time is up.');
    case 'other-person':
      return quiet('Signed out', REASONS['other-person']);
    case 'unreachable':
      return bad('Not renewed yet', 'The server did not answer. It is asked again by itself.');
    case 'frame-blocked':
    case 'refused':
      return bad('Not renewed', outcome.error.message);
  }
}

function wordsOfRenewalEvent(outcome: RenewalOutcome, wasNobody: boolean): Words | null {
  switch (outcome.status) {
    case 'renewed':
      return wasNobody ? good('Signed in without a click', 'The server knew you already.') : wordsOfOutcome(outcome);
    case 'interaction-required':
      return wasNobody
        ? quiet('Asked the server', 'It knows nobody here yet, or wants to show a page first.')
        : wordsOfOutcome(outcome);
    // An event before this one has told the sign-out, or that frames do not work.
    case 'other-person':
    case 'frame-blocked':
      return null;
    case 'unreachable':
    case 'refused':
      return wordsOfOutcome(outcome);
  }
}

const REASONS: Readonly<Record<SignOutReason, string>> = {
  'other-person': 'Somebody else is signed in at the server by now.',
  'session-ended': 'You have signed out at the server.',
  'front-channel': 'The server told this app to.',
  'other-tab': 'You have signed out in another tab.',
};

function good(title: string, text: string): Words {
  return { title, text, look: 'good' };
}

function quiet(title: string, text: string): Words {
  return { title, text, look: 'quiet' };
}

function bad(title: string, text: string): Words {
  return { title, text, look: 'bad' };
}
