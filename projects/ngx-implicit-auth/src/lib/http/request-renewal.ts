import type { HttpEvent } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import type { Observable } from 'rxjs';

/** Sends a request, with a renewal before it or after it where one is needed. */
export type RequestRenewal = (send: () => Observable<HttpEvent<unknown>>) => Observable<HttpEvent<unknown>>;

/** Provided by `withSilentRenewal()` alone, so that an app without it does not carry it. */
export const REQUEST_RENEWAL = new InjectionToken<RequestRenewal>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'REQUEST_RENEWAL' : '',
);
