import type { AuthError, AuthErrorCode } from '../protocol/auth-error';
import { isRecord } from '../session/auth-storage';
import type { AuthCheck, AuthEvent, SignOutReason } from '../session/auth-event';
import type { RenewalOutcome } from '../session/renewal-outcome';
import { masked } from './masked';

/** Why something failed. */
export interface Failure {
  readonly code: AuthErrorCode;
  /** The library's own words, masked. What the server has said may be anything, and is none of a note's. */
  readonly message: string;
}

/** Something that has happened, as a tab remembers it. Holds no token, no state, no nonce and no claim. */
export type NewNote =
  | { readonly type: 'check-passed'; readonly check: AuthCheck }
  | { readonly type: FailureType; readonly failure: Failure }
  | {
      readonly type: 'renewal-ended';
      readonly status: RenewalOutcome['status'];
      readonly failure?: Failure;
      /** Whether nobody was signed in before: then it was a silent sign-in. */
      readonly wasNobody: boolean;
    }
  | { readonly type: 'scope-narrowed'; readonly missing: readonly string[] }
  | { readonly type: 'signed-out'; readonly reason?: SignOutReason }
  /** `left`: the page was left for the server. */
  | { readonly type: 'left' | PlainType };

/** Something that has happened, and when, in epoch milliseconds. */
export type EventNote = NewNote & { readonly at: number };

type FailureType = Extract<AuthEvent, { readonly error: AuthError }>['type'];
type PlainType = Exclude<
  AuthEvent['type'],
  FailureType | 'check-passed' | 'renewal-ended' | 'scope-narrowed' | 'signed-out'
>;

/** How many notes are kept beside those of the last sign-in. */
const LIMIT = 200;

/** Takes note of an event. Of an error, the code and the library's own words are kept. */
export function noteOf(event: AuthEvent, wasNobody: boolean): NewNote {
  switch (event.type) {
    case 'check-passed':
    case 'signed-out':
    case 'scope-narrowed':
      return event;
    case 'renewal-ended': {
      const { type, outcome } = event;
      const failure = 'error' in outcome ? { failure: failureOf(outcome.error) } : {};
      return { type, status: outcome.status, ...failure, wasNobody };
    }
    case 'user-info-failed':
    case 'sign-in-failed':
    case 'access-token-failed':
    case 'frames-blocked':
    case 'revocation-failed':
      return { type: event.type, failure: failureOf(event.error) };
    case 'sign-in-started':
    case 'response-captured':
    case 'signed-in':
    case 'session-received':
    case 'session-check-stopped':
    case 'session-expired':
      return { type: event.type };
  }
}

function failureOf({ code, message }: AuthError): Failure {
  return { code, message: masked(message) };
}

/** Whether a note of a type holds what it has to. */
const HOLDS: Readonly<Record<NewNote['type'], (note: Readonly<Record<string, unknown>>) => boolean>> = {
  'sign-in-started': () => true,
  left: () => true,
  'response-captured': () => true,
  'check-passed': ({ check }) => isWord(check),
  'signed-in': () => true,
  'sign-in-failed': ({ failure }) => isFailure(failure),
  'session-received': () => true,
  'renewal-ended': ({ status, failure }) => isWord(status) && (failure === undefined || isFailure(failure)),
  'user-info-failed': ({ failure }) => isFailure(failure),
  'access-token-failed': ({ failure }) => isFailure(failure),
  'frames-blocked': ({ failure }) => isFailure(failure),
  'revocation-failed': ({ failure }) => isFailure(failure),
  'scope-narrowed': ({ missing }) => Array.isArray(missing) && missing.every((name) => typeof name === 'string'),
  'session-check-stopped': () => true,
  'session-expired': () => true,
  'signed-out': ({ reason }) => reason === undefined || isWord(reason),
};

/** Whether a value out of the tab's storage is a note: one of another version of the library may be another. */
export function isEventNote(value: unknown): value is EventNote {
  if (!isRecord(value) || !Number.isFinite(value['at']) || typeof value['type'] !== 'string') return false;
  return Object.hasOwn(HOLDS, value['type']) && HOLDS[value['type'] as NewNote['type']](value);
}

function isFailure(value: unknown): boolean {
  return isRecord(value) && isWord(value['code']) && typeof value['message'] === 'string';
}

/** A word of the library's own, such as the code of an error. */
function isWord(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z_-]+$/.test(value);
}

/** What has happened in the last sign-in. A response that comes after the end of one begins another. */
export function lastSignIn(notes: readonly EventNote[]): readonly EventNote[] {
  let last: EventNote[] = [];
  for (const note of notes) {
    const isOver = ['signed-in', 'sign-in-failed'].includes(last.at(-1)?.type ?? '');
    if (note.type === 'sign-in-started' || (note.type === 'response-captured' && isOver)) last = [note];
    else if (isOfSignIn(note) && (last.length > 0 || note.type !== 'left') && !isOver) last.push(note);
  }
  return last;
}

function isOfSignIn({ type }: EventNote): boolean {
  return ['left', 'response-captured', 'check-passed', 'signed-in', 'sign-in-failed'].includes(type);
}

/** Leaves out the oldest notes if there are too many, and of the last sign-in none of the first. */
export function withoutOldest(notes: readonly EventNote[]): readonly EventNote[] {
  if (notes.length <= LIMIT) return notes;
  const kept = new Set([...lastSignIn(notes).slice(0, LIMIT), ...notes.slice(-LIMIT)]);
  return notes.filter((note) => kept.has(note));
}
