import { inject } from '@angular/core';
import { Router, type UrlTree } from '@angular/router';
import type { SignInRequest } from '../session/sign-in-request';
import { AUTH_SETTINGS, type AuthSettings } from '../settings/auth-settings';
import { SignIn } from '../sign-in/sign-in';

/** A guard for `canActivate`, `canActivateChild` and `canMatch` alike. */
export type AuthGuardFn = () => AuthGuardResult | Promise<AuthGuardResult>;

/** `true` lets the navigation go on, `false` stops it; a `UrlTree` leads to the page that tells of a failed sign-in. */
export type AuthGuardResult = boolean | UrlTree;

/** What a guard may do with the navigation that it was called for. */
export interface GuardedNavigation {
  /**
   * Goes to the server, and comes back to where the navigation was going. When the page stays after all, the person
   * stays where they are.
   *
   * @throws AuthError as `AuthService.login()` does
   */
  readonly leave: (request?: SignInRequest | null) => Promise<AuthGuardResult>;
  /** Leads to the page that tells of a failure. */
  readonly toFailurePage: () => AuthGuardResult;
}

/** The navigation under way. */
export function guardedNavigation(): GuardedNavigation {
  const signIn = inject(SignIn);
  const router = inject(Router);
  const { id, extractedUrl: target, extras } = router.getCurrentNavigation() ?? {};
  const isWanted = () => router.getCurrentNavigation()?.id === id;
  const returnTo = target ? router.serializeUrl(target) : router.url;
  const toFailurePage = failurePage(router, returnTo);
  return {
    leave: async (request) => {
      // The person may have gone elsewhere while the guard waited.
      if (!isWanted()) return false;
      // Replaces the history entry when its page was never shown, at the start of a visit, or was to be replaced
      // anyway.
      await signIn.begin({ returnTo, replaceUrl: !router.navigated || extras?.replaceUrl, isWanted, ...request });
      await (await signIn.part()).stay();
      // As canMatch, `false` would lead on to the next route.
      return router.navigated ? router.parseUrl(router.url) : toFailurePage();
    },
    toFailurePage,
  };
}

/**
 * Finds the page that tells of a failed sign-in: the redirect URI's route, or `false` when that lies outside the app,
 * or the navigation leads there already.
 */
export function failurePage(router: Router, navigatedTo: string): () => UrlTree | false {
  const settings = inject(AUTH_SETTINGS);
  return () => {
    const path = callbackPath(settings);
    return path !== null && path !== navigatedTo && router.parseUrl(path);
  };
}

/** The path of the redirect URI, as the router has it; `null` when that lies outside the app. */
export function callbackPath({ redirectUri, appBase }: AuthSettings): string | null {
  const [page = ''] = redirectUri.split('?');
  return page.startsWith(appBase) ? '/' + page.slice(appBase.length) : null;
}
