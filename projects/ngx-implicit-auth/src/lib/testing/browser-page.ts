import { APP_BASE_HREF, BrowserPlatformLocation, PlatformLocation } from '@angular/common';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { AuthService } from '../sign-in/auth-service';
import { REQUEST_PLATFORM, type RequestPlatform } from '../authorization/request-platform';
import type { AuthConfig } from '../settings/auth-config';
import { provideAuth } from '../setup/provide-auth';
import { configFor } from './fake-tab';
import type { FakeAuthorizationServer } from './fake-authorization-server';

/** A page of the app in the real browser that runs the test. */
export interface BrowserPage {
  readonly auth: AuthService;
  readonly redirects: readonly string[];
}

export interface BrowserPageOptions {
  readonly config?: Partial<AuthConfig>;
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
  /** By default the root of the origin; `null`: whatever the document says. */
  readonly baseHref?: string | null;
}

/** Everything that the library takes from the browser. */
export function realPlatform(): RequestPlatform {
  TestBed.resetTestingModule();
  return TestBed.inject(REQUEST_PLATFORM);
}

/** Starts the app at the current URL of the browser. All but the redirect and the server is real. */
export function openInBrowser(
  server: FakeAuthorizationServer,
  { config, providers = [], baseHref = '/' }: BrowserPageOptions = {},
): BrowserPage {
  const redirects: string[] = [];
  const platform: RequestPlatform = {
    ...realPlatform(),
    fetch: server.fetch,
    redirect: (url) => redirects.push(url),
    userIsActive: () => true,
    isFramed: () => false,
  };
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      { provide: PlatformLocation, useClass: BrowserPlatformLocation },
      baseHref === null ? [] : { provide: APP_BASE_HREF, useValue: baseHref },
      { provide: AUTH_PLATFORM, useValue: platform },
      { provide: REQUEST_PLATFORM, useValue: platform },
      provideRouter([{ path: '**', children: [] }]),
      ...providers,
      provideAuth({ ...configFor(server), ...config }),
    ],
  });
  return { auth: TestBed.inject(AuthService), redirects };
}

/** Goes to a URL of this origin without leaving the page. */
export function visit(url: string, state: unknown = null): void {
  history.replaceState(state, '', url);
}
