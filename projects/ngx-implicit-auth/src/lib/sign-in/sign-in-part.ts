import type { Injector } from '@angular/core';
import { from, switchMap, type Observable } from 'rxjs';
import type { AccessTokensPart } from '../access-tokens/access-tokens-part';
import { authContext } from '../authorization/auth-context';
import { AuthError } from '../protocol/auth-error';
import type { CapturedResponse } from '../session/capture-response';
import { loadPart } from '../session/load-part';
import type { StoredSession } from '../session/session-store';
import type { LogoutOptions, SignInRequest } from '../session/sign-in-request';
import type { ResourceServer } from '../settings/auth-config';
import { checkSettings } from '../settings/check-settings';
import { beginSignIn } from './begin-sign-in';
import { beginSignOut } from './begin-sign-out';
import { completeSignIn } from './complete-sign-in';
import { stay } from './stay';

/**
 * What signs in and out; loaded with the first of it. Whoever leaves for the server has what completes the sign-in in
 * the browser's cache when they come back.
 */
export type SignInPart = ReturnType<typeof signInPart>;

export function signInPart(injector: Injector) {
  const context = authContext(injector);
  let made: AccessTokensPart | undefined;
  const accessTokens = async () => {
    const { accessTokensPart } = await loadPart(import('../access-tokens/access-tokens-part'));
    return (made ??= accessTokensPart(injector));
  };
  return {
    begin: (request: SignInRequest) => beginSignIn(context, request),
    stay: () => stay(context.machine),
    complete: (response: CapturedResponse) => completeSignIn(context, response),
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
 * For whoever asks for a renewal in an app that has none.
 *
 * @throws AuthError `config_invalid`
 */
function refuseRenewal(): never {
  throw new AuthError(
    'config_invalid',
    'Sessions are not renewed in this app. Add withSilentRenewal() to provideAuth().',
  );
}
