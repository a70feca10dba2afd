import type { Session } from '../session/auth-state';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';

/**
 * When a session is to be renewed, in epoch milliseconds; earlier by up to a fifth of the lead, as `random` (0 to 1)
 * says.
 */
export function renewalTime(
  { receivedAt, expiresAt }: Pick<Session, 'receivedAt' | 'expiresAt'>,
  { leadSeconds }: SilentRenewalOptions,
  random: number,
): number {
  const lifetime = expiresAt - receivedAt;
  const lead = leadSeconds === undefined ? Math.max(5_000, Math.min(lifetime / 10, 300_000)) : leadSeconds * 1000;
  // Never in the first half: a short lifetime would make one renewal follow the other.
  return expiresAt - Math.min(lead * (1 + random / 5), lifetime / 2);
}
