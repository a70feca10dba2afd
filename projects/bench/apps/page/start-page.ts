import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  inject,
  type ApplicationRef,
  type EnvironmentProviders,
  type Provider,
} from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import { AuthCallback, authGuard, authInterceptor, AuthService, provideAuth } from 'ngx-implicit-auth';
import { measureVerification } from '../../verification.ts';
import type { Algorithm } from '../../signed-response.ts';
import { measureGuards } from './guard.ts';
import { measureInterceptor } from './interceptor.ts';
import type { Libraries } from './library.ts';
import { authConfig, ngxImplicitAuth } from './ngx-implicit-auth.ts';
import { measureProof } from './proof.ts';
import { verifyOften } from './profiled-verification.ts';
import { takeTokens, tokenUpdates } from './token-updates.ts';
import type { UrlKind } from './urls.ts';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '{{ state().status }} <router-outlet />',
})
class App {
  readonly state = inject(AuthService).state;
}

@Component({ selector: 'app-one', changeDetection: ChangeDetectionStrategy.OnPush, template: 'one' })
class One {}

@Component({ selector: 'app-other', changeDetection: ChangeDetectionStrategy.OnPush, template: 'other' })
class Other {}

/** Starts the page in which the bench measures, and puts the measurements into `globalThis.bench`. */
export async function startPage(
  peers: Libraries,
  providers: readonly (Provider | EnvironmentProviders)[],
): Promise<void> {
  const libraries: Libraries = { 'ngx-implicit-auth': ngxImplicitAuth, ...peers };
  const app = await bootstrapApplication(App, {
    providers: [
      provideRouter([
        { path: 'one', component: One, canActivate: [authGuard] },
        { path: 'other', component: Other, canActivate: [authGuard] },
        { path: 'auth/callback', component: AuthCallback },
      ]),
      provideHttpClient(withInterceptors([authInterceptor])),
      provideAuth(authConfig([])),
      ...providers,
    ],
  });
  Object.assign(globalThis, { bench: measurements(app, libraries) });
}

function measurements({ injector }: ApplicationRef, libraries: Libraries) {
  const verifiers = Object.fromEntries(Object.entries(libraries).map(([name, { verifier }]) => [name, verifier]));
  let updates: ReturnType<typeof tokenUpdates> | undefined;
  return {
    guard: () => measureGuards(injector, libraries),
    proof: measureProof,
    interceptor: (name: string, kind: UrlKind) => measureInterceptor(libraryNamed(libraries, name), kind),
    verification: (algorithm: Algorithm) => measureVerification(algorithm, verifiers),
    verify: (algorithm: Algorithm, name: string) => verifyOften(algorithm, libraries[name]),
    takeTokens: async (name: string, count: number) => {
      const take = (await (updates ??= tokenUpdates(libraries)))[name];
      if (take) await takeTokens(take, count);
    },
  };
}

function libraryNamed(libraries: Libraries, name: string) {
  const library = libraries[name];
  if (!library) throw new Error(`There is no library "${name}" in the page.`);
  return library;
}
