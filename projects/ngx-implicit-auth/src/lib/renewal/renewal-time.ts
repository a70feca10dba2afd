import type { Session } from '../session/auth-state';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';

/** The shortest time between two renewals of which nobody has asked for the second. */
const LEAST_PAUSE_MS = 2_000;

/**
 * When a session is to be renewed, in epoch milliseconds. `random` (0 to 1) makes it earlier by up to a fifth of the
 * lead, so that tabs do not all begin at once. Never for a lifetime that is too short for that.
 */
export function renewalTime(
  { receivedAt, expiresAt }: Pick<Session, 'receivedAt' | 'expiresAt'>,
  { leadSeconds }: SilentRenewalOptions,
  random: number,
): number {
  const lifetime = expiresAt - receivedAt;
  if (lifetime / 2 < LEAST_PAUSE_MS) return Infinity;
  const lead = leadSeconds === undefined ? Math.max(5_000, Math.min(lifetime / 10, 300_000)) : leadSeconds * 1000;
  // Never in the first half of the lifetime: with a short one, renewals would follow each other without a pause.
  return expiresAt - Math.min(lead * (1 + random / 5), lifetime / 2);
}
