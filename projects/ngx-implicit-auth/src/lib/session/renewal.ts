import { InjectionToken } from '@angular/core';
import type { RenewalOutcome } from './renewal-outcome';

/** Renews the session without showing anything. */
export interface Renewal {
  /** Whether this app runs in the frame of a renewal itself, by a wrong setting. */
  readonly isInFrame: boolean;
  /** Renews now, or joins the renewal under way; never rejects. */
  renew(): Promise<RenewalOutcome>;
}

/** Provided by `withSilentRenewal()` alone, so that an app without it does not carry it. */
export const RENEWAL = new InjectionToken<Renewal>(typeof ngDevMode === 'undefined' || ngDevMode ? 'RENEWAL' : '');
