// The empty app with what this library's documentation has a new user write, for `id_token token`.
import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import {
  authInterceptor,
  autoLoginPartialRoutesGuard,
  provideAuth,
  withAppInitializerAuthCheck,
} from 'angular-auth-oidc-client';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<router-outlet />',
})
class App {
  readonly http = inject(HttpClient);
}

@Component({ selector: 'app-home', changeDetection: ChangeDetectionStrategy.OnPush, template: 'home' })
class Home {}

@Component({ selector: 'app-callback', changeDetection: ChangeDetectionStrategy.OnPush, template: 'callback' })
class Callback {}

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [autoLoginPartialRoutesGuard] },
      { path: 'auth/callback', component: Callback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor()])),
    provideAuth(
      {
        config: {
          authority: 'https://id.example.com',
          clientId: 'bench',
          redirectUrl: `${location.origin}/auth/callback`,
          responseType: 'id_token token',
          scope: 'openid profile',
          secureRoutes: ['https://api.example.com'],
          // With the default no response in a fragment is seen: it is compared fragment and all.
          checkRedirectUrlWhenCheckingIfIsCallback: false,
        },
      },
      withAppInitializerAuthCheck(),
    ),
  ],
});
