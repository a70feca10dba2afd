import { NgZone, type Injector } from '@angular/core';
import {
  NavigationCancel,
  NavigationCancellationCode,
  NavigationEnd,
  NavigationError,
  NavigationSkipped,
  Router,
} from '@angular/router';
import {
  ɵAUTH_SETTINGS as AUTH_SETTINGS,
  ɵcallbackPath as callbackPath,
  ɵpageOpened as pageOpened,
  ɵSessionMachine as SessionMachine,
  ɵSignIn as SignIn,
  type AuthConfig,
  type AuthEvent,
} from 'ngx-implicit-auth';
import { filter, firstValueFrom } from 'rxjs';
import { demand } from './auth-testing-error';
import type { TestAnswer } from './test-answer';
import { TestBrowser, type OpenedPopup } from './test-browser';
import { TestRedirects, type Unanswered } from './test-redirects';
import { TestServer } from './test-server';

type Ending = Extract<AuthEvent, { readonly type: 'signed-in' | 'sign-in-failed' }>;

/**
 * Comes back from the server, which answers the last redirect.
 *
 * Resolves when the app is where it is to be, or leaves for the server once more. It goes there in the zone, as when a page
 * starts: the router warns of whoever navigates outside it.
 *
 * @throws AuthTestingError when nothing waits for an answer, and for one that no server gives
 */
export async function comeBack(injector: Injector, answer: TestAnswer): Promise<void> {
  const zone = injector.get(NgZone);
  const redirects = injector.get(TestRedirects);
  const unanswered = redirects.unanswered();
  if (unanswered.redirect.type === 'sign-out') {
    demand(Object.keys(answer).length === 0, 'A sign-out is answered by coming back. Call answer() alone.');
    redirects.forget();
    await zone.run(() => comeBackSignedOut(injector, unanswered));
  } else {
    const hasUserInfo = !!injector.get(SessionMachine).addUserInfo;
    const encoded = injector.get(TestServer).answerTo(unanswered.url, answer, hasUserInfo);
    redirects.forget();
    await zone.run(() => comeBackSignedIn(injector, unanswered, encoded));
  }
}

/**
 * What a browser does by loading the redirect URI happens in this same page: the router goes there, the library judges the
 * answer, and the app goes on.
 */
async function comeBackSignedIn(injector: Injector, { url, popup }: Unanswered, encoded: string): Promise<void> {
  const machine = injector.get(SessionMachine);
  const settings = injector.get(AUTH_SETTINGS);
  const component = componentOf(url, settings);
  const left = injector.get(TestRedirects).left();
  const router = injector.get(Router);
  if (popup) {
    const settled = firstValueFrom(router.events.pipe(filter(isSettled)), { defaultValue: null });
    popup.answer({ encoded, component, url: popup.redirectUri });
    await isOver(popup);
    await untilPromisesHaveGoneOn();
    if (router.getCurrentNavigation()) await Promise.race([settled, left]);
    return;
  }
  let ending = null as Ending | null;
  const subscription = machine.events.subscribe((event) => {
    if (event.type === 'signed-in' || event.type === 'sign-in-failed') ending = event;
  });
  const path = callbackPath(settings);
  // Some apps under test have no routes.
  const atCallback = path === null ? null : router.navigateByUrl(path).catch(() => {});
  machine.send(pageOpened(true));
  injector.get(TestBrowser).openPage();
  const part = injector.get(SignIn).part();
  const completed = part.then(({ complete }) => complete({ encoded, component, url: settings.redirectUri }));
  machine.holdBack(completed);
  await completed;
  subscription.unsubscribe();
  const goesOn = ending?.type === 'signed-in' ? ending.returnTo : '/';
  // After a refusal, the callback page stays and tells of it.
  if (machine.snapshot().status === 'failed') await atCallback;
  else if (ending) await Promise.race([router.navigateByUrl(goesOn, { replaceUrl: true }), left]);
}

/** Goes to where the app wants to be after a sign-out. */
async function comeBackSignedOut(injector: Injector, { url }: Unanswered): Promise<void> {
  const { postLogoutRedirectParameter = 'post_logout_redirect_uri', appBase } = injector.get(AUTH_SETTINGS);
  const page = new URL(url).searchParams.get(postLogoutRedirectParameter) ?? '';
  injector.get(TestBrowser).openPage();
  if (!page.startsWith(appBase)) return;
  const left = injector.get(TestRedirects).left();
  await Promise.race([injector.get(Router).navigateByUrl('/' + page.slice(appBase.length)), left]);
}

/** Where in the address the server answers. */
function componentOf(url: string, { queryResponse }: AuthConfig): 'fragment' | 'query' {
  const asked = new URL(url).searchParams;
  const isInQuery = queryResponse ?? asked.get('response_type') === 'code';
  return isInQuery && asked.get('response_mode') !== 'fragment' ? 'query' : 'fragment';
}

/** Resolves when the sign-in in a popup has ended, however it did. */
function isOver({ signal }: OpenedPopup): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

/** A navigation for which the popup was waited for begins, or goes on, some promises later. */
async function untilPromisesHaveGoneOn(): Promise<void> {
  for (let promises = 20; promises > 0; promises--) await Promise.resolve();
}

/** Whether a navigation has ended, and no other one goes on in its place. */
function isSettled(event: unknown): boolean {
  const { Redirect, SupersededByNewNavigation } = NavigationCancellationCode;
  if (event instanceof NavigationCancel) return event.code !== Redirect && event.code !== SupersededByNewNavigation;
  return [NavigationEnd, NavigationError, NavigationSkipped].some((type) => event instanceof type);
}
