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
import type { AuthError } from '../protocol/auth-error';
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
import { followSignIn, OPENED } from './follow-sign-in';
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
  let signIn = OPENED;
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
    const isOnTheWay = router.getCurrentNavigation() !== null || signIn.state?.status === 'redirecting';
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
    const isNew = signIn.state !== auth.state();
    if (isNew) follow();
    readTexts(isNew);
  };
  const follow = () => {
    signIn = followSignIn(signIn, auth.state(), machine.pending !== null);
    const { error, returnTo, isUndecided, isNewlyOpened } = signIn;
    failure = error && {
      error,
      retry: () => {
        // The failure becomes the state, and this page shows it.
        auth.login({ returnTo }).catch(() => {});
      },
    };
    if (isUndecided) void showOnceDecided();
    if ((typeof ngDevMode === 'undefined' || ngDevMode) && error && isNewlyOpened) warnOfFailure(error);
  };
  const showOnceDecided = async () => {
    while (machine.pending) await machine.pending;
    if (isGone || !signIn.isUndecided) return;
    follow();
    readTexts(true);
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

function contextOf({ error, retry }: CallbackFailure, texts: AuthTexts): AuthCallbackFailure {
  return { $implicit: error, ...failureWords(error, texts), retry };
}
