import type {
  ɵEventNote as EventNote,
  ɵFailure as Failure,
  ɵNewNote as NewNote,
  SignOutReason,
} from 'ngx-implicit-auth';

/** What has happened, in words. */
export interface Words {
  readonly title: string;
  readonly text: string;
  /** `quiet`: nothing to be glad or sorry about. */
  readonly look: 'good' | 'quiet' | 'bad';
}

/** Something that has happened, when (epoch milliseconds), and in words. */
export interface Happening extends Words {
  readonly at: number;
}

/** How much of what has happened is told. */
const LATEST = 8;

/** What has happened lately in this tab, the newest first. */
export function latestOf(notes: readonly EventNote[]): readonly Happening[] {
  return notes
    .flatMap((note) => {
      const words = wordsOf(note);
      return words ? [{ at: note.at, ...words }] : [];
    })
    .slice(-LATEST)
    .reverse();
}

/** Tells a note in plain words; `null` where another note, or the timeline of the sign-in, tells it better. */
function wordsOf(note: NewNote): Words | null {
  switch (note.type) {
    case 'sign-in-started':
    case 'left':
    case 'response-captured':
    case 'check-passed':
      return null;
    case 'signed-in':
      return good('Signed in', 'By a round trip to the server.');
    case 'sign-in-failed':
      return bad('Sign-in failed', 'The last sign-in shows where it stopped.');
    case 'session-received':
      return good('Received from another tab', 'Its session is this tab’s as well.');
    case 'renewal-ended':
      return note.wasNobody ? wordsOfSilentSignIn(note) : unlessTold(note);
    case 'frames-blocked':
      return failed('Frames do not work here', note.failure);
    case 'user-info-failed':
      return failed('Not all is known of the person', note.failure);
    case 'scope-narrowed':
      return quiet('Not all was granted', `Missing: ${note.missing.join(' ')}.`);
    case 'access-token-failed':
      return failed('No access token for an API', note.failure);
    case 'session-check-stopped':
      return bad('No longer watched', 'The server’s frame cannot tell how the session there stands.');
    case 'session-expired':
      return bad('Session ended', 'Its time was up.');
    case 'revocation-failed':
      return failed('Access token not revoked', note.failure);
    case 'signed-out':
      return quiet('Signed out', note.reason ? REASONS[note.reason] : 'Here, and in every other tab.');
  }
}

type RenewalEnded = Extract<NewNote, { readonly type: 'renewal-ended' }>;

/** Tells how a renewal ended that somebody has asked for. */
export function wordsOfRenewal({ status, failure }: RenewalEnded): Words {
  switch (status) {
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
      return failed('Not renewed', failure);
  }
}

function wordsOfSilentSignIn(ended: RenewalEnded): Words | null {
  switch (ended.status) {
    case 'renewed':
      return good('Signed in without a click', 'The server knew the person already.');
    case 'interaction-required':
      return quiet('Asked the server', 'It knows nobody here yet, or wants to show a page first.');
    case 'other-person':
    case 'frame-blocked':
    case 'unreachable':
    case 'refused':
      return unlessTold(ended);
  }
}

/** An event before this one has told the sign-out, or that frames do not work. */
function unlessTold(ended: RenewalEnded): Words | null {
  return ended.status === 'other-person' || ended.status === 'frame-blocked' ? null : wordsOfRenewal(ended);
}

const REASONS: Readonly<Record<SignOutReason, string>> = {
  'other-person': 'Somebody else is signed in at the server by now.',
  'session-ended': 'The session at the server has ended.',
  'front-channel': 'The server told this app to.',
  'other-tab': 'The person has signed out in another tab.',
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

function failed(title: string, failure: Failure | undefined): Words {
  return bad(title, failure?.message ?? '');
}
