import {
  ɵrenewalTime as renewalTime,
  type ɵEventNote as EventNote,
  type RenewalOutcome,
  type SilentRenewalOptions,
} from 'ngx-implicit-auth';

/** How the session is kept going. */
export interface Renewal {
  /** The options of `withSilentRenewal()`; `null` in an app without it. */
  readonly options: SilentRenewalOptions | null;
  /** When this tab has renewed the session that goes on, in epoch milliseconds, the newest first. */
  readonly times: readonly number[];
  /** How the last attempt to renew this very session ended; `null` when there was none in this page. */
  readonly lastOutcome: RenewalOutcome['status'] | null;
}

/**
 * What the notes tell of the renewals.
 *
 * @param since - when this page began to listen
 */
export function renewalOf(notes: readonly EventNote[], options: SilentRenewalOptions | null, since: number): Renewal {
  let times: number[] = [];
  let lastOutcome: Renewal['lastOutcome'] = null;
  for (const note of notes) {
    if (['signed-in', 'signed-out', 'session-expired'].includes(note.type)) times = [];
    if (['signed-in', 'session-received'].includes(note.type)) lastOutcome = null;
    if (note.type !== 'renewal-ended') continue;
    if (note.status === 'renewed') times = note.wasNobody ? [] : [note.at, ...times];
    if (note.at >= since) lastOutcome = note.status;
  }
  return { options, times, lastOutcome };
}

/** What is to be expected of the next renewal. */
export interface NextRenewal {
  /** Epoch milliseconds; `null` when it has no time. */
  readonly at: number | null;
  readonly text: string;
}

const MINUTE_MS = 60_000;

/** Tells when a session is renewed next. That depends on how the last attempt has ended. */
export function nextRenewal(
  session: { readonly receivedAt: number; readonly expiresAt: number },
  { options, lastOutcome }: Renewal,
  now: number,
): NextRenewal {
  if (!options) return { at: null, text: 'Never: the app is without withSilentRenewal()' };
  switch (lastOutcome) {
    case 'interaction-required':
    case 'refused':
      return { at: null, text: 'Not before somebody has signed in again' };
    case 'frame-blocked':
      return { at: null, text: 'By a redirect, at the next guarded navigation shortly before the end' };
    case 'unreachable':
      return { at: null, text: 'As soon as the server answers' };
    case 'renewed':
    case 'other-person':
    case null: {
      // It begins up to a fifth of its lead earlier, by chance.
      const at = renewalTime(session, options, 0.5);
      if (at === Infinity) return { at: null, text: 'Never: the lifetime is too short' };
      return options.strategy === 'navigation'
        ? { at, text: 'at a guarded navigation' }
        : { at, text: inWords(at - now) };
    }
  }
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE_MS);
  if (minutes > 1) return `in ${minutes} minutes`;
  if (minutes === 1) return 'in a minute';
  return milliseconds > 5_000 ? 'in less than a minute' : 'any moment now';
}
