import { PlatformLocation } from '@angular/common';
import {
  HttpClient,
  HttpErrorResponse,
  HttpHeaders,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import { ErrorHandler, inject, provideEnvironmentInitializer } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { provideRouter, Router, type Routes } from '@angular/router';
import { Observable } from 'rxjs';
import type { RequestPlatform } from '../lib/authorization/request-platform';
import { authInterceptor } from '../lib/http/auth-interceptor';
import { authGuard } from '../lib/routing/auth-guard';
import { frontChannelLogoutGuard } from '../lib/routing/front-channel-logout-guard';
import { requireAccessToken } from '../lib/routing/require-access-token';
import { requireStepUp } from '../lib/routing/require-step-up';
import { AUTH_PLATFORM, type AuthPlatform } from '../lib/session/auth-platform';
import type { AuthConfig } from '../lib/settings/auth-config';
import { provideAuth } from '../lib/setup/provide-auth';
import { AuthService } from '../lib/sign-in/auth-service';
import { FakePlatformLocation } from '../lib/testing/fake-platform-location';
import { REPORTS } from '../lib/testing/reports';
import { localStorageOf } from './local-storage';
import { modelPopup } from './model-popup';
import type { Page } from './page';
import { configOf, featuresOf } from './setup';

/** What a page's script, and the person in front of it, can use. */
export interface App {
  readonly auth: AuthService;
  readonly router: Router;
  readonly http: HttpClient;
}

/** How recently a person must have authenticated to see the page `/fresh`. */
export const FRESH_SECONDS = 30;

/** How long a resource server takes that is slow. */
const API_TAKES_MS = 7_000;

const ROUTES: Routes = [
  { path: 'secret', children: [], canActivate: [authGuard] },
  { path: 'reports', children: [], canActivate: [requireAccessToken(REPORTS)] },
  { path: 'fresh', children: [], canActivate: [requireStepUp({ maxAgeSeconds: FRESH_SECONDS })] },
  { path: 'team', children: [], canMatch: [authGuard] },
  { path: 'team', children: [], data: { isElsewhere: true } },
  { path: 'signed-out', children: [], canActivate: [frontChannelLogoutGuard] },
  { path: '**', children: [] },
];

/** Starts the app in a page. */
export async function openApp(page: Page, url: string): Promise<void> {
  const { world } = page;
  const platform = platformOf(page);
  const watch = () => {
    page.app = { auth: inject(AuthService), router: inject(Router), http: inject(HttpClient) };
    world.witness.subscribers.watch(page);
  };
  const config = configOf(world.setup);
  const configLater = () =>
    new Promise<AuthConfig>((resolve) => {
      // The server closes its frame when the page in it has loaded.
      if (page.tab === world.serverFrame) resolve(config);
      else {
        page.device.send(page, 'its configuration', () => {
          resolve(config);
        });
      }
    });
  const starting = createApplication({
    providers: [
      { provide: PlatformLocation, useValue: (page.location = new FakePlatformLocation(url)) },
      {
        provide: ErrorHandler,
        useValue: {
          handleError: (error: unknown) => {
            world.witness.promises.thrown(page, error);
          },
        },
      },
      { provide: AUTH_PLATFORM, useValue: platform },
      provideRouter(ROUTES),
      provideHttpClient(withInterceptors([authInterceptor, resourceServers(page)])),
      provideAuth(
        world.setup.isConfiguredLater ? configLater : config,
        ...featuresOf(world.setup, () => localStorageOf(page)),
      ),
      provideEnvironmentInitializer(watch),
    ],
  });
  const started = starting.then(({ injector }) => {
    injector.get(Router).initialNavigation();
  });
  // What it waits for may arrive after something else has happened.
  if (!world.setup.isConfiguredLater) await started;
}

function platformOf(page: Page): AuthPlatform & Partial<RequestPlatform> {
  const { world, device } = page;
  return {
    now: () => device.now,
    tabStorage: () => {
      page.ask('sessionStorage');
      return page.tab.storage;
    },
    sharedStorage: () => localStorageOf(page),
    channel: (name) => page.world.origin.openChannel(page, name),
    pageRequestedAt: () => device.now - (device.awake - page.openedAt),
    userIsActive: () => true,
    isFramed: () => false,
    openPopup: () => {
      const popup = modelPopup(page);
      world.popups.push(popup);
      return popup.window;
    },
    // Never the same twice.
    randomBytes: (length) => {
      const number = world.number();
      return new Uint8Array(length).map((_, index) => (number >> (8 * index)) & (index < 4 ? 255 : 0));
    },
    fetch: (url, options) =>
      new Promise((resolve, reject) => {
        const { signal } = options;
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
        const isReachable = world.server.isUp && world.isOnline;
        const heard = world.witness.fetches(page, url, options);
        signal?.addEventListener('abort', () => {
          heard();
        });
        // The server acts at once; its response takes its time.
        const response = isReachable ? world.server.respond(url, options) : null;
        if (!isReachable) world.witness.seen.wasUnreachable = true;
        if (response === undefined) return;
        device.send(page, `the response of ${new URL(url).pathname}`, () => {
          heard(response);
          if (response) resolve(response);
          else reject(new TypeError('Failed to fetch'));
        });
      }),
    redirect: (url) => {
      world.redirect(page, url);
    },
    // The configuration of these apps comes, or their pages are gone before.
    reload: () => {},
  };
}

/** The resource servers: the last interceptor stands in for the network. */
function resourceServers(page: Page): HttpInterceptorFn {
  const { world } = page;
  const { server, device, witness } = world;
  return (request) =>
    new Observable((subscriber) => {
      const token = request.headers.get('Authorization')?.slice('Bearer '.length);
      witness.calls.arrived(page, request.url, token);
      const audience = request.url.startsWith(REPORTS) ? 'https://reports/' : '';
      const isAccepted = server.accepts(token, audience);
      const answer = () => {
        if (isAccepted) {
          subscriber.next(new HttpResponse({ status: 200 }));
          subscriber.complete();
        } else {
          const headers = new HttpHeaders(token ? { 'WWW-Authenticate': 'Bearer error="invalid_token"' } : {});
          subscriber.error(new HttpErrorResponse({ status: 401, headers, url: request.url }));
        }
      };
      const what = `the answer of ${new URL(request.url).pathname}`;
      if (world.number() % 2) device.send(page, what, answer);
      else device.sendSlowly(page, what, API_TAKES_MS, answer);
    });
}
