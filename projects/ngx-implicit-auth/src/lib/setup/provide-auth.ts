import { APP_BASE_HREF, isPlatformBrowser, PlatformLocation } from '@angular/common';
import {
  ENVIRONMENT_INITIALIZER,
  ErrorHandler,
  inject,
  makeEnvironmentProviders,
  PLATFORM_ID,
  type EnvironmentProviders,
  type Provider,
} from '@angular/core';
import { warnOfUnusedInterceptor } from '../http/interceptor-use';
import { resourceServerMatcher } from '../settings/resource-servers';
import { returnAfterSignIn } from '../routing/return-after-sign-in';
import { AuthService } from '../sign-in/auth-service';
import { SessionMachine } from '../session/session-machine';
import { AUTH_SETTINGS, type AuthSettings } from '../settings/auth-settings';
import { RESOURCE_SERVER_MATCHER } from '../settings/resource-server';
import { loadRoundTrip } from '../sign-in/lazy-round-trip';
import type { AuthConfig } from '../settings/auth-config';
import type { AuthFeature } from '../settings/auth-feature';
import { authSettingsOf } from '../settings/auth-settings-of';

/**
 * Provides {@link AuthService} and all that guards, interceptor and callback need, and takes an authorization response out of the
 * address bar before the router or any component sees it.
 *
 * A configuration that cannot work is reported in dev mode when the app starts, and in production before the first redirect:
 * `AuthError` with the code `config_invalid`, which names the option and what to write instead.
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
export function provideAuth(config: AuthConfig, ...features: readonly AuthFeature[]): EnvironmentProviders {
  return makeEnvironmentProviders(authProviders(config, features));
}

/** The same providers in the form that an NgModule takes in every supported version of Angular. */
export function authProviders(config: AuthConfig, features: readonly AuthFeature[]): Provider[] {
  return [
    { provide: AUTH_SETTINGS, useFactory: () => authSettingsOf(config, appBase()) },
    SessionMachine,
    AuthService,
    { provide: RESOURCE_SERVER_MATCHER, useFactory: resourceServerMatcher, deps: [AUTH_SETTINGS] },
    // First, so that a renewal is there before the state of a new page is settled.
    ...features.flatMap((feature) => feature.ɵproviders),
    { provide: ENVIRONMENT_INITIALIZER, multi: true, useValue: start },
  ];
}

function start(): void {
  returnAfterSignIn();
  if (typeof ngDevMode === 'undefined' || ngDevMode) {
    reportInvalidSettings();
    if (isPlatformBrowser(inject(PLATFORM_ID))) warnOfUnusedInterceptor();
  }
}

function reportInvalidSettings(): void {
  const settings = inject(AUTH_SETTINGS);
  const errorHandler = inject(ErrorHandler);
  loadRoundTrip()
    .then(({ checkSettings }) => {
      checkSettings(settings);
      if (settings.queryResponse) console.warn(queryResponseWarning(settings));
    })
    .catch((error: unknown) => {
      errorHandler.handleError(error);
    });
}

function queryResponseWarning({ issuer, queryResponse }: AuthSettings): string {
  const state = queryResponse?.state ? ' Without a state, a link can sign people in as somebody else.' : '';
  return `ngx-implicit-auth: ${issuer} answers in the query, where servers, proxies and histories keep the token.${state} Have it answer in the fragment, with the state, if there is any way to.`;
}

function appBase(): string {
  const location = inject(PlatformLocation);
  return new URL(
    '.',
    new URL(inject(APP_BASE_HREF, { optional: true }) ?? location.getBaseHrefFromDOM(), location.href),
  ).href;
}
