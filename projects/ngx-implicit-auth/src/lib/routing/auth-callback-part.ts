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
import { filter, type Observable } from 'rxjs';
import { AuthError } from '../protocol/auth-error';
import type { AuthState } from '../session/auth-state';
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
      state = auth.state();
      // Another tab may know somebody, or the server without a page.
      const isOpen = state.status === 'signed-out' && machine.pending !== null;
      failure = isOpen ? null : failureIn(state, auth);
      if (isOpen) void showOnceSettled();
    }
    readTexts(isNew);
  };
  const showOnceSettled = async () => {
    while (machine.pending) await machine.pending;
    state = undefined;
    if (!isGone) show();
  };

  // When the app has rendered something, its language may be another.
  const rendered = injector.get(ApplicationRef).isStable.pipe(filter((isStable) => isStable));
  const changes: readonly Observable<unknown>[] = [auth.state$, router.events, rendered];
  const subscriptions = changes.map((change) => change.subscribe(show));
  injector.get(DestroyRef).onDestroy(() => {
    isGone = true;
    for (const subscription of subscriptions) subscription.unsubscribe();
  });
  return show;
}

/** What is shown of a failure; `null` while there is none. */
function failureIn(state: AuthState, auth: AuthService): CallbackFailure | null {
  if (state.status !== 'failed' && state.status !== 'signed-out') return null;
  const { error, returnTo } = state.status === 'failed' ? state : { error: nothingToComplete(), returnTo: '/' };
  return {
    error,
    retry: () => {
      // The failure becomes the state, and this page shows it.
      auth.login({ returnTo }).catch(() => {});
    },
  };
}

function nothingToComplete(): AuthError {
  const error = new AuthError(
    'response_missing',
    'The page at the redirect URI was opened without a response, as from a bookmark. Start a sign-in.',
  );
  if (typeof ngDevMode === 'undefined' || ngDevMode) warnOfFailure(error);
  return error;
}

function contextOf({ error, retry }: CallbackFailure, texts: AuthTexts): AuthCallbackFailure {
  return { $implicit: error, ...failureWords(error, texts), retry };
}
