// The app with all that the README has a new user write, and one of the library's features.
import { provideHttpClient, HttpClient, withInterceptors } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  provideAuth,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withUserInfo,
  type AuthConfig,
} from 'ngx-implicit-auth';

/** Which one; written by the build, so that nothing is left of the others. */
declare const FEATURE: string;

const config: AuthConfig = {
  issuer: 'https://id.example.com',
  clientId: 'bench',
  resourceServers: ['https://api.example.com'],
};

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

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    FEATURE === 'withSilentRenewal' ? provideAuth(config, withSilentRenewal()) : [],
    FEATURE === 'withSilentSignIn' ? provideAuth(config, withSilentRenewal(), withSilentSignIn()) : [],
    FEATURE === 'withTabSync' ? provideAuth(config, withSilentRenewal(), withTabSync()) : [],
    FEATURE === 'withSessionManagement' ? provideAuth(config, withSilentRenewal(), withSessionManagement()) : [],
    FEATURE === 'withUserInfo' ? provideAuth(config, withUserInfo()) : [],
  ],
});
