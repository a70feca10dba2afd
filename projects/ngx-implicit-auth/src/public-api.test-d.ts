// Compiled, never run: what apps may write, and what the compiler has to refuse.
import type { Signal } from '@angular/core';
import type { CanActivateFn, CanMatchFn, Route } from '@angular/router';
import { expectTypeOf } from 'expect-type';
import { of } from 'rxjs';
import {
  aidbox,
  type AuthError,
  authGuard,
  AuthModule,
  type AuthErrorCode,
  type AuthEvent,
  type AuthFeature,
  type AuthConfig,
  type AuthResponseType,
  type AuthService,
  type AuthState,
  type AuthTexts,
  type Claims,
  type dangerouslyAcceptMissingState,
  english,
  german,
  memoryStorage,
  provideAuth,
  type QueryResponse,
  requireAccessToken,
  requireClaims,
  requireScopes,
  requireStepUp,
  type RenewalOutcome,
  type Session,
  tokenInQuery,
  withSilentRenewal,
  withStorage,
  withTexts,
} from 'ngx-implicit-auth';
import type { Observable } from 'rxjs';

declare const auth: AuthService;
declare const state: AuthState;
declare const event: AuthEvent;
declare const outcome: RenewalOutcome;
declare const claims: Claims;
declare const error: AuthError;

/** Streams and signals of one name have values of one type. */
export function streamsAndSignals(): void {
  type ValueOf<T> = T extends Observable<infer V> ? V : T extends Signal<infer V> ? V : never;
  expectTypeOf<ValueOf<typeof auth.state$>>().toEqualTypeOf<ValueOf<typeof auth.state>>();
  expectTypeOf<ValueOf<typeof auth.session$>>().toEqualTypeOf<ValueOf<typeof auth.session>>();
  expectTypeOf<ValueOf<typeof auth.accessToken$>>().toEqualTypeOf<ValueOf<typeof auth.accessToken>>();
  expectTypeOf<ValueOf<typeof auth.idToken$>>().toEqualTypeOf<ValueOf<typeof auth.idToken>>();
  expectTypeOf<ValueOf<typeof auth.claims$>>().toEqualTypeOf<ValueOf<typeof auth.claims>>();
  expectTypeOf<ValueOf<typeof auth.isAuthenticated$>>().toEqualTypeOf<ValueOf<typeof auth.isAuthenticated>>();
  expectTypeOf<ValueOf<typeof auth.state>>().toEqualTypeOf<ReturnType<typeof auth.snapshot>>();
  // @ts-expect-error Nobody but the library sets the state.
  auth.state.set({ status: 'signed-out' });
}

/** Each member of the unions has its own fields, found by `status` or `type`. */
export function unions(): void {
  if (state.status === 'signed-in') expectTypeOf(state.session).toEqualTypeOf<Session>();
  if (state.status === 'renewing') expectTypeOf(state.session).toEqualTypeOf<Session | null>();
  if (state.status === 'failed') expectTypeOf(state.error).toEqualTypeOf<AuthError>();
  if (state.status === 'redirecting') expectTypeOf(state.session).toEqualTypeOf<Session | null>();
  // @ts-expect-error Nobody is signed in while the response is judged.
  if (state.status === 'completing') state.session.toString();
  if (event.type === 'sign-in-failed') expectTypeOf(event.error).toEqualTypeOf<AuthError>();
  if (event.type === 'renewal-ended') expectTypeOf(event.outcome).toEqualTypeOf<RenewalOutcome>();
  if (outcome.status === 'unreachable') expectTypeOf(outcome.error).toEqualTypeOf<AuthError>();
  // @ts-expect-error A renewal that has succeeded has no error.
  if (outcome.status === 'renewed') outcome.error.toString();
}

/** The codes of errors are closed, and `iss` tells verified claims from others. */
export function closedSets(): void {
  expectTypeOf(error.code).toEqualTypeOf<AuthErrorCode>();
  // @ts-expect-error There is no such code.
  if (error.code === 'no_such_code') return;
  if (claims.iss !== undefined) expectTypeOf(claims.exp).toEqualTypeOf<number>();
  expectTypeOf<AuthResponseType>().toEqualTypeOf<'code' | 'id_token token' | 'id_token' | 'token'>();
}

/** A language has every text, and words for every failure that people can do something about. */
export function texts(dutch: AuthTexts): void {
  expectTypeOf<Awaited<ReturnType<typeof german>>>().toEqualTypeOf<AuthTexts>();
  expectTypeOf(dutch.errors.access_denied).toEqualTypeOf<string>();
  expectTypeOf(dutch.errors.cors_blocked).toEqualTypeOf<string | undefined>();
  withTexts(german);
  withTexts(dutch);
  withTexts(() => dutch);
  withTexts(async () => ({ ...(await english()), lang: 'en-GB' }));
  withTexts({ retry: 'Once more', errors: { access_denied: 'Ask Paula.', cors_blocked: 'Ask Paul.' } });
  withTexts(() => ({ retry: 'Once more' }));
  // @ts-expect-error English is left where there is no word of the app's own, so the language is not the app's to tell.
  withTexts({ lang: 'nl', retry: 'Opnieuw' });
  // @ts-expect-error There is no such text.
  withTexts({ again: 'Once more' });
  // @ts-expect-error There is no such failure.
  withTexts({ errors: { no_such_code: 'Oh.' } });
  // @ts-expect-error A language has words for each of these failures.
  dutch = { ...dutch, errors: { access_denied: 'Nee.' } };
}

/** What a session keeps for itself is not in its public type. */
export function sessions(session: Session): void {
  // @ts-expect-error The server's metadata are the library's own.
  session.server.toString();
  // @ts-expect-error So are the tokens of single APIs: accessTokenFor(url) tells them.
  session.accessTokens?.toString();
  // @ts-expect-error A session is read, and never written.
  session.accessToken = null;
}

/** Configurations, presets and features go together. */
export function configurations(): void {
  const config: AuthConfig = { issuer: 'https://id.example.com', clientId: 'timesheets-spa' };
  provideAuth(config);
  provideAuth(config, withSilentRenewal({ strategy: 'navigation' }), withStorage(memoryStorage));
  provideAuth({ ...aidbox({ baseUrl: 'https://example.aidbox.app', clientId: 'spa' }), resourceServers: ['api'] });
  provideAuth(tokenInQuery({ authorizationEndpoint: 'https://id.example.com/oauth', clientId: 'spa' }));
  provideAuth(() => config);
  AuthModule.forRoot(async () => Promise.resolve(config), withStorage(memoryStorage));
  provideAuth(Promise.resolve(config));
  // @ts-expect-error An Observable is no promise.
  provideAuth(() => of(config));
  const matches = ({ pathname }: URL, method: string) => method === 'GET' && pathname.endsWith('/mine');
  provideAuth({ ...config, resourceServers: ['api', { url: 'api/v2', methods: ['GET'], matches, audience: 'v2' }] });
  // @ts-expect-error A promise is no answer: the request would have to wait for it.
  provideAuth({ ...config, resourceServers: [{ url: 'api', matches: async () => Promise.resolve(true) }] });
  // @ts-expect-error A client identifier is needed.
  provideAuth({ issuer: 'https://id.example.com' });
  // @ts-expect-error Only the library makes features.
  provideAuth(config, { ɵkind: 'anything', ɵproviders: [] } satisfies AuthFeature);
  // Nobody accepts a missing state by a word that is typed by accident.
  expectTypeOf<QueryResponse['state']>().toEqualTypeOf<typeof dangerouslyAcceptMissingState | undefined>();
}

/** Every guard fits every place that the router has for guards. */
export function guards(): void {
  const all = [
    authGuard,
    requireScopes('read:timesheets'),
    requireClaims(({ email_verified }) => email_verified === true),
    requireAccessToken('https://api.example.com'),
    requireStepUp({ maxAgeSeconds: 300 }),
  ];
  expectTypeOf(all).toExtend<CanActivateFn[]>();
  expectTypeOf(all).toExtend<CanMatchFn[]>();
  expectTypeOf({ path: '', children: [], canActivate: all, canActivateChild: all, canMatch: all }).toExtend<Route>();
}

/** The verbs take what their names say. */
export async function verbs(): Promise<void> {
  await auth.login({ returnTo: '/reports', prompt: 'login', maxAgeSeconds: 60 });
  await auth.requestAccess('https://reports.example.com', { returnTo: '/reports' });
  await auth.logout({ scope: 'local', revoke: true });
  expectTypeOf(auth.renew()).resolves.toEqualTypeOf<RenewalOutcome>();
  // @ts-expect-error A resource server is asked for by requestAccess().
  await auth.login({ resourceServer: 'https://reports.example.com' });
  // @ts-expect-error prompt=none goes with no other.
  await auth.login({ prompt: 'none login' });
}
