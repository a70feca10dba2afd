import type { Session } from '../session/auth-state';
import type { SilentRenewalOptions } from '../settings/silent-renewal-options';

/**
 * When a session is to be renewed, in epoch milliseconds. `random` (0 to 1) makes it earlier by up to a fifth of the
 * lead, so that tabs do not all begin at once.
 */
export function renewalTime(
  { receivedAt, expiresAt }: Pick<Session, 'receivedAt' | 'expiresAt'>,
  { leadSeconds }: SilentRenewalOptions,
  random: number,
): number {
  const lifetime = expiresAt - receivedAt;
  const lead = leadSeconds === undefined ? Math.max(5_000, Math.min(lifetime / 10, 300_000)) : leadSeconds * 1000;
  // Never in the first half of the lifetime: with a short one, renewals would follow each other without a pause.
  return expiresAt - Math.min(lead * (1 + random / 5), lifetime / 2);
}
