// The page that everything is measured in that needs a browser. `projects/bench/run.mjs` calls what it puts into `globalThis.bench`.
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, EnvironmentInjector, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import { AuthCallback, authGuard, authInterceptor, AuthService, provideAuth } from 'ngx-implicit-auth';
import { measureVerification, type VerifyIdToken } from '../../verification.ts';
import { authConfig } from './auth-config.ts';
import { measureGuard } from './guard.ts';
import { measureInterceptor } from './interceptor.ts';

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

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: 'one', component: One, canActivate: [authGuard] },
      { path: 'other', component: Other, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(authConfig([])),
  ],
}).then(({ injector }) => {
  const bench = {
    guard: () => measureGuard(injector),
    interceptor: () => measureInterceptor(injector.get(EnvironmentInjector)),
    verification: async (verifier: string, algorithm: 'RS256' | 'ES256') => {
      const { verifyIdToken } = (await import(verifier)) as { verifyIdToken: VerifyIdToken };
      return measureVerification(verifyIdToken, algorithm);
    },
  };
  Object.assign(globalThis, { bench });
});
