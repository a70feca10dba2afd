import { PlatformLocation } from '@angular/common';
import { ErrorHandler, type EnvironmentProviders, type Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserModule } from '@angular/platform-browser';
import { provideRouter, type Routes } from '@angular/router';

import { sha256 } from '../protocol/base64url';
import { AUTH_PLATFORM } from '../session/auth-platform';
import { REQUEST_PLATFORM, type RequestPlatform } from '../authorization/request-platform';
import { AuthService } from '../sign-in/auth-service';
import type { AuthEvent } from '../session/auth-event';
import type { LoginOptions } from '../session/sign-in-request';
import type { ResponseInFrame } from '../hidden-frame/response-in-frame';
import { AUTH_STORAGE } from '../session/session-store';
import type { AuthConfig, AuthConfigSource } from '../settings/auth-config';
import type { AuthFeature } from '../settings/auth-feature';
import { AuthModule } from '../setup/auth-module';
import { provideAuth } from '../setup/provide-auth';
import type { AnswerChanges, FakeAuthorizationServer } from './fake-authorization-server';
import { fakePopup, type FakePopup } from './fake-popup';
import { FakePlatformLocation } from './fake-platform-location';
import { TabStorage } from './tab-storage';

/** The app's address. */
export const APP = 'https://app.example.com/';

/** One page load of the app. */
export interface Page {
  readonly auth: AuthService;
  readonly location: FakePlatformLocation;
  /** What `events$` has told since the page was opened. */
  readonly events: readonly AuthEvent[];
  /** What Angular's ErrorHandler was given. */
  readonly errors: readonly unknown[];
  /** Resolves with the first of them. */
  readonly reported: Promise<unknown>;
}

export interface PageOptions {
  readonly config?: Partial<AuthConfig>;
  /** How the app tells its configuration; by default as it is. */
  readonly source?: (config: AuthConfig) => AuthConfigSource;
  readonly features?: readonly AuthFeature[];
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
  /** By default every URL leads to an empty page. */
  readonly routes?: Routes;
  readonly baseHref?: string;
  /** Imports `AuthModule.forRoot()` instead of providing `provideAuth()`. */
  readonly asModule?: boolean;
  /** The state that the history keeps with the page's entry. */
  readonly historyState?: unknown;
}

/** A browser tab: it outlives the pages opened in it. */
export interface Tab {
  readonly storage: TabStorage;
  readonly redirects: { readonly url: string; readonly replaceUrl: boolean }[];
  /** How often a page was to be loaded anew. */
  readonly reloads: number;
  /** The URL of the last redirect. */
  readonly redirect: string;
  /** The popups that its pages have opened. */
  readonly popups: readonly FakePopup[];
  /** Stands in for the browser; `redirects`, `storage` and the server are wired to it already. */
  readonly platform: { -readonly [name in keyof FakePlatform]: FakePlatform[name] };
  /** Stands in for the hidden frame of a request; by default the server answers at once. */
  frame: ResponseInFrame;
  /** Loads the app anew at a URL, in place of whatever page was open in any tab. */
  open(url?: string, options?: PageOptions): Page;
  /** Opens the app, signs in at the server and comes back. */
  signIn(options?: PageOptions & { readonly login?: LoginOptions; readonly answer?: AnswerChanges }): Promise<Page>;
}

/** The browser's edge, frames included. */
interface FakePlatform extends RequestPlatform {
  readonly responseInFrame: ResponseInFrame;
}

const ANYTHING: Routes = [{ path: '**', children: [] }];

/** A fresh tab. Sign-ins in it count as a person's own, unless `platform.userIsActive` is changed. */
export function fakeTab(server: FakeAuthorizationServer): Tab {
  const storage = new TabStorage();
  const redirects: { url: string; replaceUrl: boolean }[] = [];
  const popups: FakePopup[] = [];
  let pageRequestedAt = 0;
  let reloads = 0;

  const tab: Tab = {
    storage,
    redirects,
    get reloads() {
      return reloads;
    },
    popups,
    get redirect() {
      const last = redirects.at(-1);
      if (!last) throw new Error('Nothing was redirected.');
      return last.url;
    },
    platform: {
      now: () => Date.now(),
      pageRequestedAt: () => pageRequestedAt,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      sha256,
      loadIdTokenVerifier: () => import('../id-token/verify-id-token'),
      fetch: server.fetch,
      responseInFrame: (...request) => tab.frame(...request),
      redirect: (url, { replaceUrl }) => redirects.push({ url, replaceUrl }),
      reload: () => void (reloads += 1),
      tabStorage: () => storage,
      sharedStorage: () => localStorage,
      channel: (name) => new BroadcastChannel(name),
      userIsActive: () => true,
      isFramed: () => false,
      openPopup: () => {
        const popup = fakePopup();
        popups.push(popup);
        return popup.window;
      },
    },
    frame: async (url) => responseOf(await server.answer(url)),
    open: (url = APP, options = {}) => {
      const { features = [], providers = [], routes = ANYTHING, baseHref, historyState, asModule } = options;
      const { source = (config: AuthConfig) => config } = options;
      const config = source({ ...configFor(server), ...options.config });
      const location = new FakePlatformLocation(url, { baseHref, state: historyState });
      pageRequestedAt = tab.platform.now();
      const errors: unknown[] = [];
      let report: (error: unknown) => void = () => {};
      const reported = new Promise<unknown>((resolve) => (report = resolve));
      TestBed.resetTestingModule();
      TestBed.configureTestingModule({
        imports: [
          // Provided by an import, so that the app's own providers prevail.
          {
            ngModule: BrowserModule,
            providers: [{ provide: AUTH_STORAGE, useValue: () => tab.platform.tabStorage() }],
          },
          ...(asModule ? [AuthModule.forRoot(config, ...features)] : []),
        ],
        providers: [
          { provide: PlatformLocation, useValue: location },
          {
            provide: ErrorHandler,
            useValue: {
              handleError: (error: unknown) => {
                errors.push(error);
                report(error);
              },
            },
          },
          { provide: AUTH_PLATFORM, useValue: tab.platform },
          { provide: REQUEST_PLATFORM, useValue: tab.platform },
          provideRouter(routes),
          ...providers,
          asModule ? [] : provideAuth(config, ...features),
        ],
      });
      const auth = TestBed.inject(AuthService);
      const events: AuthEvent[] = [];
      auth.events$.subscribe((event) => events.push(event));
      return { auth, location, events, errors, reported };
    },
    signIn: async ({ login, answer, ...options } = {}) => {
      await tab.open(APP, options).auth.login(login);
      const page = tab.open(await server.answer(tab.redirect, answer), options);
      await page.auth.ready;
      return page;
    },
  };
  return tab;
}

/** The response that the library reads from a frame that stands at a URL. */
export function responseOf(url: string): Awaited<ReturnType<ResponseInFrame>> {
  const { hash, search } = new URL(url);
  return hash ? { encoded: hash, component: 'fragment' } : { encoded: search, component: 'query' };
}

/** The configuration of the app at {@link APP}, as registered at the server. */
export function configFor({ issuer }: Pick<FakeAuthorizationServer, 'issuer'>): AuthConfig {
  return {
    issuer,
    clientId: 'timesheets-spa',
    scope: 'openid profile read:timesheets',
    resourceServers: ['https://api.example.com/timesheets'],
  };
}
