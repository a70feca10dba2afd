import { InjectionToken } from '@angular/core';
import type { RenewalOutcome } from '../session/renewal-outcome';
import type { StoredSession } from '../session/session-store';

/** How a renewal ended, with the new session if it has succeeded in this tab. */
export interface RenewalResult {
  readonly outcome: RenewalOutcome;
  readonly renewed?: StoredSession;
}

/** Renews a session. When another tab has done so, or is doing so, takes over its result instead. */
export type SharedRenewal = (
  session: StoredSession | null,
  renew: () => Promise<RenewalResult>,
  signal: AbortSignal,
) => Promise<RenewalResult>;

/** Provided by `withTabSync()` alone. */
export const SHARED_RENEWAL = new InjectionToken<SharedRenewal>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'SHARED_RENEWAL' : '',
);
