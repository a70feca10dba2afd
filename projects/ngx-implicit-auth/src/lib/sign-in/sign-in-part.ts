import { Location } from '@angular/common';
import { ErrorHandler, type Injector } from '@angular/core';
import { Router } from '@angular/router';
import { from, switchMap, type Observable } from 'rxjs';
import type { AccessTokensPart } from '../access-tokens/access-tokens-part';
import { authContext } from '../authorization/auth-context';
import { asAuthError } from '../protocol/as-auth-error';
import { AuthError } from '../protocol/auth-error';
import type { PageResponse } from '../session/capture-response';
import { loadPart } from '../session/load-part';
import { signInFailed } from '../session/session-input';
import type { StoredSession } from '../session/session-store';
import type { LogoutOptions, SignInRequest } from '../session/sign-in-request';
import type { ResourceServer } from '../settings/auth-config';
import { checkSettings } from '../settings/check-settings';
import { beginSignIn } from './begin-sign-in';
import { beginSignOut } from './begin-sign-out';
import { completeSignIn } from './complete-sign-in';
import { returnPath } from './in-app-path';
import { openAnew } from './open-anew';
import type { PopupPart } from './popup-part';
import { demandBrowser } from './request-about';
import { stay } from './stay';
import { tellUnseenFailures } from './unseen-failure';

/** What begins a sign-in. */
interface Beginning {
  begin(request: SignInRequest): Promise<void>;
}

/**
 * Signs in and out, and reaches what deals with API tokens. Loaded with the first of it: when somebody comes back from
 * the server, the browser has it in its cache.
 */
export type SignInPart = ReturnType<typeof signInPart>;

export function signInPart(injector: Injector, signIn: Beginning) {
  const context = authContext(injector);
  const location = injector.get(Location);
  const { settings } = context;
  // A configuration that was to come at run time has not.
  const isUnavailable = !!settings.source && (settings.issuer as string | undefined) === undefined;
  tellUnseenFailures(context, async (error, returnTo, over) => {
    const { failureNoticePart } = await loadPart(import('./failure-notice-part'));
    await failureNoticePart(context, injector.get(ErrorHandler), error, over, () => {
      // If it fails again, that is told as well.
      signIn.begin({ returnTo }).catch(() => {});
    });
  });
  let made: AccessTokensPart | undefined;
  let popup: PopupPart | undefined;
  const accessTokens = async () => {
    const { accessTokensPart } = await loadPart(import('../access-tokens/access-tokens-part'));
    return (made ??= accessTokensPart(context));
  };
  const loadPopup = async () => {
    const { popupPart } = await loadPart(import('./popup-part'));
    return (popup ??= popupPart(context));
  };
  const signInByPopup = async (request: SignInRequest, here: string) => {
    demandBrowser();
    const returnTo = returnPath(request.returnTo ?? here);
    await (
      await loadPopup()
    )(request, returnTo);
    if (request.returnTo === undefined) return;
    injector
      .get(Router)
      .navigateByUrl(returnTo, request)
      .catch((thrown: unknown) => {
        injector.get(ErrorHandler).handleError(thrown);
      });
  };
  return {
    /** @param here - where the person is, and comes back to unless the request says otherwise */
    begin: async (request: SignInRequest, here: string, isCurrent?: () => boolean) => {
      if (isUnavailable) {
        openAnew(context, location, request.returnTo ?? here, isCurrent);
        if (!isCurrent) throw new AuthError('popup_superseded', 'The page is opened anew in its place.');
      } else if (!isCurrent) await signInByPopup(request, here);
      else await beginSignIn(context, { returnTo: here, ...request }, isCurrent);
    },
    preparePopup: () => loadPopup(),
    stay: () => stay(context.machine),
    /** @param failure - why nobody can tell what the response is */
    complete: async (response: PageResponse | null, failure?: unknown) => {
      if (failure) context.machine.send(signInFailed(asAuthError(failure), location.path(true)));
      else if (response) await completeSignIn(context, response);
    },
    signOut: (session: StoredSession, options: LogoutOptions) => beginSignOut(context, session, options),
    settings,
    checkSettings: () => {
      if (!isUnavailable) checkSettings(settings);
    },
    refuseRenewal,
    requireAccessToken: async (url: string) => (await accessTokens()).require(url),
    sendTo: <T>(listed: ResourceServer, send: (accessToken: string | null) => Observable<T>): Observable<T> =>
      from(accessTokens()).pipe(switchMap((part) => part.send(listed, send))),
    accessTokenFor: (url: string) => from(accessTokens()).pipe(switchMap((part) => part.watch(url))),
  };
}

/**
 * Answers a call of `renew()` in an app without `withSilentRenewal()`.
 *
 * @throws AuthError `config_invalid`
 */
function refuseRenewal(): never {
  throw new AuthError(
    'config_invalid',
    'Sessions are not renewed in this app. Add withSilentRenewal() to provideAuth().',
  );
}
