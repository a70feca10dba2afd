import { InjectionToken } from '@angular/core';
import type { Session } from '../session/auth-state';
import type { RenewalResult } from './renew-session';

/** Renews a session, unless another tab has done so or does so now: then its result is taken over. */
export type SharedRenewal = (
  session: Session | null,
  renew: () => Promise<RenewalResult>,
  signal: AbortSignal,
) => Promise<RenewalResult>;

/** Provided by `withTabSync()` alone. */
export const SHARED_RENEWAL = new InjectionToken<SharedRenewal>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'SHARED_RENEWAL' : '',
);
