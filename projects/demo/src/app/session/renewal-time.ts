import type { RenewalOutcome, Session } from 'ngx-implicit-auth';

const MINUTE_MS = 60_000;

/**
 * About when the library renews a session, in epoch milliseconds. By default, which the demo keeps, that is a tenth of
 * the lifetime before the end, but at least 5 seconds and at most 5 minutes; and by chance up to a fifth of that
 * earlier.
 */
function renewalTime({ receivedAt, expiresAt }: Session): number {
  const lifetime = expiresAt - receivedAt;
  const lead = Math.max(5_000, Math.min(lifetime / 10, 5 * MINUTE_MS));
  return expiresAt - Math.min(lead * 1.1, lifetime / 2);
}

/** What is to be expected of the next renewal. */
interface NextRenewal {
  /** Epoch milliseconds; `null` when it has no time. */
  readonly at: number | null;
  readonly text: string;
}

/** Tells when a session is renewed next. That depends on how the last attempt has ended. */
export function nextRenewal(session: Session, lastOutcome: RenewalOutcome | null, now: number): NextRenewal {
  switch (lastOutcome?.status) {
    case 'interaction-required':
    case 'refused':
      return { at: null, text: 'Not before you have signed in again' };
    case 'frame-blocked':
      return { at: null, text: 'By a redirect, when you change pages shortly before the end' };
    case 'unreachable':
      return { at: null, text: 'As soon as the server answers' };
    case 'renewed':
    case 'other-person':
    case undefined: {
      const at = renewalTime(session);
      return { at, text: inWords(at - now) };
    }
  }
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE_MS);
  if (minutes > 1) return `in ${minutes} minutes`;
  if (minutes === 1) return 'in a minute';
  return milliseconds > 5_000 ? 'in less than a minute' : 'any moment now';
}
