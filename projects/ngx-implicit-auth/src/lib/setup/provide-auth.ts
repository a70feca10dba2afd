import { APP_BASE_HREF, isPlatformBrowser, LOCATION_INITIALIZED, PlatformLocation } from '@angular/common';
import {
  APP_INITIALIZER,
  DestroyRef,
  ENVIRONMENT_INITIALIZER,
  ErrorHandler,
  inject,
  makeEnvironmentProviders,
  PLATFORM_ID,
  type EnvironmentProviders,
  type Provider,
} from '@angular/core';
import { warnOfUnusedInterceptor } from '../http/interceptor-use';
import { CALLBACK_ROUTE_HINT } from '../routing/callback-route';
import { returnAfterSignIn } from '../routing/return-after-sign-in';
import { SessionMachine } from '../session/session-machine';
import type { AuthConfigSource } from '../settings/auth-config';
import { AUTH_FEATURE_KINDS, checkFeatures, type AuthFeature } from '../settings/auth-feature';
import { AUTH_SETTINGS, resolveSettings, type AuthSettings } from '../settings/auth-settings';
import { nameDoctor } from '../settings/doctor-command';
import { AuthService } from '../sign-in/auth-service';
import { SignIn } from '../sign-in/sign-in';
import { warnOfFailure } from '../texts/warn-of-failure';

/**
 * Provides {@link AuthService} and all that guards, interceptor and callback need.
 *
 * Takes an authorization response out of the address bar before the router or any component sees it.
 *
 * A configuration that cannot work is reported in dev mode when the app starts, and in production before the first
 * redirect: `AuthError` with the code `config_invalid`, which names the option and what to write instead.
 *
 * The configuration may come at run time, by a function, which is called in an injection context, or by a promise. Until
 * it is there, the state is `starting`, and guards, requests and the first navigation wait. When it does not come, the
 * state becomes `failed` (`config_unavailable`).
 *
 * @example
 * ```ts
 * bootstrapApplication(App, {
 *   providers: [
 *     provideRouter(routes),
 *     provideHttpClient(withInterceptors([authInterceptor])),
 *     provideAuth({
 *       issuer: 'https://id.example.com',
 *       clientId: 'timesheets-spa',
 *       resourceServers: ['https://api.example.com/timesheets'],
 *     }),
 *   ],
 * });
 * ```
 */
export function provideAuth(config: AuthConfigSource, ...features: readonly AuthFeature[]): EnvironmentProviders {
  return makeEnvironmentProviders(authProviders(config, features));
}

/** The same providers in the form that an NgModule takes in every supported version of Angular. */
export function authProviders(config: AuthConfigSource, features: readonly AuthFeature[]): Provider[] {
  if (typeof ngDevMode === 'undefined' || ngDevMode) checkFeatures(features);
  // On a server, nobody waits for it, and a rejection that nobody handles ends the process there.
  if (typeof ngServerMode !== 'undefined' && ngServerMode && 'then' in config) {
    Promise.resolve(config).catch(() => {});
  }
  return [
    { provide: AUTH_SETTINGS, useFactory: () => settingsOf(config) },
    SessionMachine,
    SignIn,
    AuthService,
    // Before the initializers, so that the renewal is there before the state of a new page is settled.
    ...features.flatMap((feature) => feature.ɵproviders),
    { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: returnAfterSignIn },
    // The first navigation waits for the configuration, in each of the two ways in which a router begins it.
    {
      provide: APP_INITIALIZER,
      multi: true,
      useFactory: (settings: AuthSettings) => () => settings.later,
      deps: [AUTH_SETTINGS],
    },
    {
      provide: LOCATION_INITIALIZED,
      useFactory: async (settings: AuthSettings) => settings.later,
      deps: [AUTH_SETTINGS],
    },
    typeof ngDevMode === 'undefined' || ngDevMode
      ? [
          { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: checkSetup },
          CALLBACK_ROUTE_HINT,
          { provide: AUTH_FEATURE_KINDS, useValue: features.map(({ ɵkind }) => ɵkind) },
        ]
      : [],
  ];
}

/** The settings, or what there is of them until the configuration has come. */
function settingsOf(source: AuthConfigSource): Partial<AuthSettings> {
  const base = appBase();
  return typeof source === 'function' || 'then' in source ? { appBase: base, source } : resolveSettings(source, base);
}

function checkSetup(): void {
  const settings = inject(AUTH_SETTINGS);
  const isBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  // On a server, it is not asked for.
  if (settings.source && !isBrowser) return;
  const destroyRef = inject(DestroyRef);
  const name = () => {
    nameDoctor(settings, destroyRef);
  };
  if (settings.later) void settings.later.then(name);
  else name();
  reportInvalidSettings();
  warnOfFailures();
  if (isBrowser) warnOfUnusedInterceptor();
}

/** Whatever shows a failure to people, developers read the whole of it. */
function warnOfFailures(): void {
  inject(SessionMachine).events.subscribe((event) => {
    if (event.type === 'sign-in-failed') warnOfFailure(event.error);
  });
}

function reportInvalidSettings(): void {
  const settings = inject(AUTH_SETTINGS);
  const errorHandler = inject(ErrorHandler);
  let isGone = false;
  inject(DestroyRef).onDestroy(() => (isGone = true));
  inject(SignIn)
    .part()
    .then(({ checkSettings }) => {
      checkSettings();
      if (settings.queryResponse) console.warn(queryResponseWarning(settings));
    })
    .catch((error: unknown) => {
      // An app that has been destroyed by now reports nothing.
      if (!isGone) errorHandler.handleError(error);
    });
}

function queryResponseWarning({ issuer, queryResponse }: AuthSettings): string {
  const state = queryResponse?.state ? ' Without a state, a link can sign people in as somebody else.' : '';
  return `ngx-implicit-auth: ${issuer} answers in the query, where servers, proxies and histories keep the token.${state} Have it answer in the fragment, with the state, if there is any way to.`;
}

/** The app's base, ended by a slash as Angular's router does; the page's own folder where the app names none. */
function appBase(): string {
  const location: { readonly href: string; getBaseHrefFromDOM(): string | null } = inject(PlatformLocation);
  const base = inject(APP_BASE_HREF, { optional: true }) ?? location.getBaseHrefFromDOM() ?? '.';
  return new URL(base.replace(/\/(index\.html)?$|$/, '/'), location.href).href;
}
