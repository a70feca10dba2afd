import type { Injector } from '@angular/core';
import { from, switchMap, type Observable } from 'rxjs';
import type { AccessTokensPart } from '../access-tokens/access-tokens-part';
import { authContext } from '../authorization/auth-context';
import { AuthError } from '../protocol/auth-error';
import type { PageResponse } from '../session/capture-response';
import { loadPart } from '../session/load-part';
import type { StoredSession } from '../session/session-store';
import type { LogoutOptions, SignInRequest } from '../session/sign-in-request';
import type { ResourceServer } from '../settings/auth-config';
import { checkSettings } from '../settings/check-settings';
import { beginSignIn } from './begin-sign-in';
import { beginSignOut } from './begin-sign-out';
import { completeSignIn } from './complete-sign-in';
import { stay } from './stay';
import { tellUnseenFailures, type Beginning } from './unseen-failure';

/**
 * Signs in and out, and reaches what deals with API tokens. Loaded with the first of it: when somebody comes back from
 * the server, the browser has it in its cache.
 */
export type SignInPart = ReturnType<typeof signInPart>;

export function signInPart(injector: Injector, signIn: Beginning) {
  const context = authContext(injector);
  tellUnseenFailures(context, signIn);
  let made: AccessTokensPart | undefined;
  const accessTokens = async () => {
    const { accessTokensPart } = await loadPart(import('../access-tokens/access-tokens-part'));
    return (made ??= accessTokensPart(injector));
  };
  return {
    begin: (request: SignInRequest, isCurrent: () => boolean) => beginSignIn(context, request, isCurrent),
    stay: () => stay(context.machine),
    complete: (response: PageResponse) => completeSignIn(context, response),
    signOut: (session: StoredSession, options: LogoutOptions) => beginSignOut(context, session, options),
    checkSettings: () => {
      checkSettings(context.settings);
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
