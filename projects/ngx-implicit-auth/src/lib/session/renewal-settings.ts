import { InjectionToken } from '@angular/core';
import type { Session } from './auth-state';
import type { SignInRequest } from './begin-sign-in';

/** How renewals are made, with every default filled in. */
export interface RenewalSettings {
  /** The static page that the server answers at, absolute or relative to the app's base. */
  readonly redirectUri: string;
  /** Whether a session is renewed in a hidden frame, or by a redirect at the next navigation. */
  readonly strategy: 'frame' | 'navigation';
  /** Before the deadline by how many seconds a renewal starts; `null`: a tenth of the lifetime, between 5 seconds and 5 minutes. */
  readonly leadSeconds: number | null;
  /** After how many seconds an answer is no longer waited for. */
  readonly timeoutSeconds: number;
}

/** What a sign-in that renews a session asks for. */
export const RENEWAL_BY_NAVIGATION: Pick<SignInRequest, 'prompt' | 'isRenewal'> = { prompt: 'none', isRenewal: true };

export const RENEWAL_SETTINGS = new InjectionToken<RenewalSettings>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'RENEWAL_SETTINGS' : '',
);

/** When a session is to be renewed, in epoch milliseconds; earlier by up to a fifth of the lead, as `random` (0 to 1) says. */
export function renewalTime(
  { receivedAt, expiresAt }: Pick<Session, 'receivedAt' | 'expiresAt'>,
  { leadSeconds }: Pick<RenewalSettings, 'leadSeconds'>,
  random: number,
): number {
  const lifetime = expiresAt - receivedAt;
  const lead = leadSeconds === null ? Math.max(5_000, Math.min(lifetime / 10, 300_000)) : leadSeconds * 1000;
  // Never in the first half: a short lifetime would make one renewal follow the other.
  return expiresAt - Math.min(lead * (1 + random / 5), lifetime / 2);
}
