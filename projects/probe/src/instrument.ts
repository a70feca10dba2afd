import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { afterEveryRender, inject, runInInjectionContext, type ApplicationRef } from '@angular/core';
import { Router } from '@angular/router';
import { AuthError, AuthService, preparePopup, type AuthEvent, type AuthState } from 'ngx-implicit-auth';
import { firstValueFrom } from 'rxjs';

/** What a test reaches in the page as `probe`. Every answer is plain data. */
export interface Probe {
  readonly auth: AuthService;
  /** The state of this moment; of a failure, only the code. */
  readonly state: () => PlainState;
  /** What `events$` has told since the app started; of a failure, only the code. */
  readonly events: readonly PlainEvent[];
  /** The router's URL. */
  readonly url: () => string;
  readonly navigate: (url: string) => Promise<boolean>;
  /**
   * Asks through Angular's HttpClient; answers with the status, 0 when the browser gives none.
   *
   * @throws AuthError when nothing was sent for it
   */
  readonly get: (url: string) => Promise<number>;
  /** Loads what popups need. */
  readonly preparePopup: () => Promise<void>;
  /** Resolves once Angular takes the app for stable. */
  readonly stable: () => Promise<void>;
  /** How often the app has been checked for changes. */
  readonly renderings: () => number;
  /** Ends the app, with all that it has started; the page stays. */
  readonly destroy: () => void;
}

/** What a test reaches in the page as `partner`, once a page below `/partner` is open. Every answer is plain data. */
export interface Partner {
  readonly auth: AuthService;
  readonly state: () => PlainState;
  /** Asks through the HttpClient of these pages; answers with the status, 0 when the browser gives none. */
  readonly get: (url: string) => Promise<number>;
}

export type PlainState =
  Exclude<AuthState, { status: 'failed' }> | { readonly status: 'failed'; readonly code: string };
export type PlainEvent = { readonly type: AuthEvent['type'] } & Readonly<Record<string, unknown>>;

const events: PlainEvent[] = [];

/** Takes note of events. The app calls it when it starts, so that none is missed. */
export function noteEvents(): void {
  inject(AuthService).events$.subscribe((event) => {
    const { error, ...rest } = { error: undefined, ...event };
    events.push(error ? { ...rest, code: error.code } : rest);
  });
}

/** The state of this moment as plain data. */
export function plainState(auth: AuthService): PlainState {
  const state = auth.snapshot();
  return state.status === 'failed' ? { status: state.status, code: state.error.code } : state;
}

/**
 * Sends a request, and tells the status of the answer; 0 when the browser gives none.
 *
 * @throws AuthError when nothing was sent for it
 */
export function requestStatus(http: HttpClient, url: string): Promise<number> {
  return firstValueFrom(http.get(url, { observe: 'response', responseType: 'text' })).then(
    ({ status }) => status,
    (failure: unknown) => {
      if (failure instanceof AuthError) throw failure;
      return failure instanceof HttpErrorResponse ? failure.status : -1;
    },
  );
}

/** Makes the probe of an app that has started. */
export function instrument(app: ApplicationRef): Probe {
  const { injector } = app;
  const auth = injector.get(AuthService);
  const router = injector.get(Router);
  const http = injector.get(HttpClient);
  let renderings = 0;
  afterEveryRender(() => renderings++, { injector });
  return {
    auth,
    state: () => plainState(auth),
    events,
    url: () => router.url,
    navigate: (url) => router.navigateByUrl(url),
    get: (url) => requestStatus(http, url),
    preparePopup: () => runInInjectionContext(injector, preparePopup),
    stable: () => app.whenStable(),
    renderings: () => renderings,
    destroy: () => app.destroy(),
  };
}
