import { isPlatformBrowser } from '@angular/common';
import {
  ApplicationRef,
  DestroyRef,
  ErrorHandler,
  NgZone,
  PLATFORM_ID,
  type EmbeddedViewRef,
  type Injector,
  type TemplateRef,
  type ViewContainerRef,
} from '@angular/core';
import { Router } from '@angular/router';
import { filter, switchMap, type Observable } from 'rxjs';
import { AuthError } from '../protocol/auth-error';
import { sessionOf, type AuthState } from '../session/auth-state';
import { SessionMachine } from '../session/session-machine';
import { AUTH_SETTINGS } from '../settings/auth-settings';
import type { AuthTexts } from '../settings/auth-texts';
import { AuthService } from '../sign-in/auth-service';
import { failureWords } from '../texts/failure-words';
import { textsReader } from '../texts/texts-reader';
import { warnOfFailure } from '../texts/warn-of-failure';
import {
  callbackPage,
  headingAround,
  NOTHING,
  replacePage,
  type CallbackFailure,
  type CallbackPage,
} from './callback-page';
import { homeLink } from './home-link';

/** The context of an {@link AuthFailed} template. */
export interface AuthCallbackFailure {
  /** Why the sign-in failed; `server` holds the server's own words, to be shown as text. Its message is for developers. */
  readonly $implicit: AuthError;
  /** The sentences in which the library tells people what has happened, and what they can do. */
  readonly words: string;
  /** The language of these: that of {@link withTexts}; empty for the server's own words, of which nobody knows it. */
  readonly lang: string;
  /** Starts the sign-in again, to come back to the same place. */
  readonly retry: () => void;
}

/** In which a page may be that was opened without a response. */
const OPENED: readonly AuthState['status'][] = ['starting', 'renewing', 'signed-out'];

/** The app's own templates; `null` where it has none. */
interface CallbackTemplates {
  readonly completing: () => TemplateRef<unknown> | null;
  readonly failed: () => TemplateRef<AuthCallbackFailure> | null;
}

/**
 * Shows in the elements of an `AuthCallback` how the sign-in goes. Loaded with the first of them.
 *
 * It writes into the elements by itself: what Angular would need to bind and project them is part of Angular, and would
 * be loaded with the first screen.
 *
 * @returns a function that shows the templates of the app if they have changed, and the texts if their language has
 */
export function authCallbackPart(
  injector: Injector,
  host: HTMLElement,
  views: ViewContainerRef,
  templates: CallbackTemplates,
): () => void {
  const auth = injector.get(AuthService);
  // What is written here on a server, Angular does not know of, and would not find in the browser.
  if (!isPlatformBrowser(injector.get(PLATFORM_ID))) return () => {};
  const machine = injector.get(SessionMachine);
  const router = injector.get(Router);
  const zone = injector.get(NgZone);
  const home = () => homeLink(injector.get(AUTH_SETTINGS).appBase, router, zone);
  const [status, alert] = [...host.children] as unknown as readonly [status: HTMLElement, alert: HTMLElement];
  let state: AuthState | undefined;
  let failure: CallbackFailure | null = null;
  /** Where another try leads back to. */
  let returnTo = '/';
  /** Whether nothing has come of the page yet that was opened. */
  let isNewlyOpened = true;
  /** Whether somebody may yet be signed in without a click. */
  let isUndecided = false;
  /** What is shown: the template, and what it or the page tells of. */
  let shown: readonly unknown[] = [];
  let view: EmbeddedViewRef<unknown> | undefined;
  let page: CallbackPage = NOTHING;
  let isGone = false;

  const draw = (texts: AuthTexts) => {
    if (isGone) return;
    const template = failure ? templates.failed() : templates.completing();
    // Whoever is being brought back, or leaves, has not come to stay.
    const isOnTheWay = router.getCurrentNavigation() !== null || state?.status === 'redirecting';
    const isSignedIn = auth.isAuthenticated() && !isOnTheWay;
    const [lastTemplate, lastFailure] = shown;
    const next = [template, failure, isSignedIn, texts];
    if (next.every((one, at) => one === shown[at])) return;
    shown = next;
    if (failure) machine.failureShown?.();
    const region = failure ? alert : status;
    const context = failure && contextOf(failure, texts);
    if (view && template === lastTemplate && failure === lastFailure) {
      Object.assign(view.context ?? {}, context);
    } else {
      views.clear();
      view = template ? views.createEmbeddedView<unknown>(template, context) : undefined;
      region.append(...((view?.rootNodes ?? []) as Node[]));
    }
    view?.detectChanges();
    const standing = failure ?? (isSignedIn ? 'signed-in' : 'signing-in');
    page = replacePage(page, view ? NOTHING : callbackPage(standing, texts, headingAround(host), home()), host, region);
  };

  const readTexts = textsReader(machine, injector.get(ErrorHandler), zone, draw);
  const show = () => {
    const isNew = state !== auth.state();
    if (isNew) {
      const hadSession = state && sessionOf(state);
      state = auth.state();
      const { status } = state;
      if (hadSession) returnTo = '/';
      if (state.status === 'failed') ({ returnTo } = state);
      // Another tab may know somebody, or the server without a page. What is pending after a session is its sign-out.
      isUndecided = status === 'signed-out' && machine.pending !== null && !hadSession;
      failure = isUndecided ? null : failureIn(state, returnTo, auth);
      if (isUndecided) void showOnceDecided();
      isNewlyOpened &&= OPENED.includes(status);
      if (failure && isNewlyOpened) {
        isNewlyOpened = false;
        if (typeof ngDevMode === 'undefined' || ngDevMode) warnOfFailure(failure.error);
      }
    }
    readTexts(isNew);
  };
  const showOnceDecided = async () => {
    while (machine.pending) await machine.pending;
    if (isGone || !isUndecided) return;
    state = undefined;
    show();
  };

  const changes: readonly Observable<unknown>[] = [
    auth.state$,
    // They are told while the navigation goes on.
    router.events.pipe(switchMap(() => Promise.resolve())),
    // When the app has rendered something, its language may be another. With zone.js, a timer keeps it from being stable.
    zone.onMicrotaskEmpty,
    injector.get(ApplicationRef).isStable.pipe(filter((isStable) => isStable)),
  ];
  const subscriptions = changes.map((change) => change.subscribe(show));
  injector.get(DestroyRef).onDestroy(() => {
    isGone = true;
    for (const subscription of subscriptions) subscription.unsubscribe();
  });
  return show;
}

/** What is shown of a failure; `null` while there is none. */
function failureIn(state: AuthState, returnTo: string, auth: AuthService): CallbackFailure | null {
  if (state.status !== 'failed' && state.status !== 'signed-out') return null;
  return {
    error: state.status === 'failed' ? state.error : nothingToComplete(),
    retry: () => {
      // The failure becomes the state, and this page shows it.
      auth.login({ returnTo }).catch(() => {});
    },
  };
}

function nothingToComplete(): AuthError {
  return new AuthError(
    'response_missing',
    'The page at the redirect URI was opened without a response, as from a bookmark. Start a sign-in.',
  );
}

function contextOf({ error, retry }: CallbackFailure, texts: AuthTexts): AuthCallbackFailure {
  return { $implicit: error, ...failureWords(error, texts), retry };
}
