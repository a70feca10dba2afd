// The app with all that the README has a new user write, and one of the library's features.
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  german,
  provideAuth,
  withDpop,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withTexts,
  withUserInfo,
  type AuthConfig,
} from 'ngx-implicit-auth';
import { withInspector } from 'ngx-implicit-auth/inspector';
import { App, Home } from '../pages.ts';

/** Which one; written by the build, so that nothing is left of the others. */
declare const FEATURE: string;

const config: AuthConfig = {
  issuer: 'https://id.example.com',
  clientId: 'bench',
  resourceServers: ['https://api.example.com'],
};

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    FEATURE === 'withSilentRenewal()' ? provideAuth(config, withSilentRenewal()) : [],
    FEATURE === 'withSilentSignIn()' ? provideAuth(config, withSilentRenewal(), withSilentSignIn()) : [],
    FEATURE === 'withTabSync()' ? provideAuth(config, withSilentRenewal(), withTabSync()) : [],
    FEATURE === 'withSessionManagement()' ? provideAuth(config, withSilentRenewal(), withSessionManagement()) : [],
    FEATURE === 'code' ? provideAuth({ ...config, responseType: 'code' }, withSilentRenewal()) : [],
    FEATURE === 'withDpop()' ? provideAuth({ ...config, responseType: 'code' }, withSilentRenewal(), withDpop()) : [],
    FEATURE === 'withTexts(german)' ? provideAuth(config, withTexts(german)) : [],
    FEATURE === 'withInspector()' ? provideAuth(config, withInspector()) : [],
    FEATURE === 'withUserInfo()' ? provideAuth(config, withUserInfo()) : [],
  ],
});
