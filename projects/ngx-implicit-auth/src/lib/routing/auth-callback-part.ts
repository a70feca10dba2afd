import { DestroyRef, type Injector, type TemplateRef, type ViewContainerRef } from '@angular/core';
import { AuthError } from '../protocol/auth-error';
import type { AuthState } from '../session/auth-state';
import { AuthService } from '../sign-in/auth-service';
import { failureDetails, failureWords } from '../sign-in/failure-words';

/** The context of an {@link AuthFailed} template. */
export interface AuthCallbackFailure {
  /** Why the sign-in failed; `server` holds the server's own words, to be shown as text. Its message is for developers. */
  readonly $implicit: AuthError;
  /** The sentences in which the library tells people what has happened, and what they can do. */
  readonly words: string;
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
 * @returns a function that shows the templates of the app if they have changed
 */
export function authCallbackPart(
  injector: Injector,
  host: HTMLElement,
  views: ViewContainerRef,
  templates: CallbackTemplates,
): () => void {
  const auth = injector.get(AuthService);
  // What is written here on a server, Angular does not know of, and would not find in the browser.
  if (auth.state().status === 'starting') return () => {};
  const elements: unknown = [...host.querySelectorAll('p, button')];
  const [status, alert, button] = elements as readonly [status: HTMLElement, alert: HTMLElement, button: HTMLElement];
  let state: AuthState | undefined;
  let failure: AuthCallbackFailure | null = null;
  let details: readonly HTMLElement[] = [];
  /** The template that is shown, and what it tells of. */
  let shown: readonly unknown[] = [null, null];

  const show = () => {
    if (state !== auth.state()) {
      state = auth.state();
      failure = failureIn(state, auth);
    }
    const template = failure ? templates.failed() : templates.completing();
    say(status, failure || template ? '' : auth.isAuthenticated() ? 'Signed in.' : 'Signing in…');
    say(alert, failure && !template ? `Sign-in failed. ${failure.words}` : '');
    button.hidden = !failure || template !== null;
    if (template === shown[0] && failure === shown[1]) return;
    shown = [template, failure];
    views.clear();
    for (const element of details) element.remove();
    details = failure && !template ? failureDetails(failure.$implicit) : [];
    // Not in the region that is read out.
    host.append(...details);
    if (!template) return;
    const view = views.createEmbeddedView<unknown>(template, failure);
    (failure ? alert : status).after(...(view.rootNodes as Node[]));
    view.detectChanges();
  };

  button.addEventListener('click', () => failure?.retry());
  const subscription = auth.state$.subscribe(show);
  injector.get(DestroyRef).onDestroy(() => {
    subscription.unsubscribe();
  });
  return show;
}

/** A region whose text is the same again would be announced again. */
function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** What is shown of a failure; `null` while there is none. */
function failureIn(state: AuthState, auth: AuthService): AuthCallbackFailure | null {
  if (state.status !== 'failed' && state.status !== 'signed-out') return null;
  const { error, returnTo } = state.status === 'failed' ? state : { error: nothingToComplete(), returnTo: '/' };
  return {
    $implicit: error,
    words: failureWords(error),
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
