import { InjectionToken } from '@angular/core';
import type { RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';

/** How a renewal ended. */
export interface RenewalResult {
  readonly outcome: RenewalOutcome;
  /** The new session, if the renewal has succeeded in this tab. */
  readonly renewed?: StoredSession;
  /** When to try again, in epoch milliseconds, if nothing has answered. */
  readonly retryAt?: number;
  /** Whether the session is renewed when it is time, even if this has brought nothing. */
  readonly isAside?: boolean;
}

/** Renews a session in this tab; or does not, as another tab pauses until then after it has got no answer. */
type RenewHere = (pausesUntil?: number) => Promise<RenewalResult>;

/**
 * Renews a session. When another tab has done so, or is doing so, takes over its result instead.
 *
 * @param plannedAt - when this tab was to renew it by itself, in epoch milliseconds. From then on, it takes over the
 * failure of another tab as well, unless a person waits for the session.
 */
export type SharedRenewal = (
  session: StoredSession | null,
  renew: RenewHere,
  signal: AbortSignal,
  plannedAt: number,
) => Promise<RenewalResult>;

/** Provided by `withTabSync()` alone. */
export const SHARED_RENEWAL = new InjectionToken<SharedRenewal>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'SHARED_RENEWAL' : '',
);
