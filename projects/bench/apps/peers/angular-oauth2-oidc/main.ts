// The empty app with what this library's documentation has a new user write, id_tokens verified. The library has no
// guard, so the app has its own.
import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, provideAppInitializer } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, Router, type CanActivateFn } from '@angular/router';
import { OAuthService, provideOAuthClient } from 'angular-oauth2-oidc';
import { JwksValidationHandler } from 'angular-oauth2-oidc-jwks';
import { App, Home } from '../../pages.ts';

@Component({ selector: 'app-callback', changeDetection: ChangeDetectionStrategy.OnPush, template: 'callback' })
class Callback {
  constructor() {
    void inject(Router).navigateByUrl(inject(OAuthService).state ?? '/', { replaceUrl: true });
  }
}

const signedIn: CanActivateFn = (_, { url }) => {
  const oauth = inject(OAuthService);
  if (oauth.hasValidAccessToken() && oauth.hasValidIdToken()) return true;
  oauth.initImplicitFlow(url);
  return false;
};

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [signedIn] },
      { path: 'auth/callback', component: Callback },
    ]),
    provideHttpClient(withInterceptorsFromDi()),
    provideOAuthClient(
      { resourceServer: { allowedUrls: ['https://api.example.com'], sendAccessToken: true } },
      JwksValidationHandler,
    ),
    provideAppInitializer(() => {
      const oauth = inject(OAuthService);
      oauth.configure({
        issuer: 'https://id.example.com',
        clientId: 'bench',
        redirectUri: `${location.origin}/auth/callback`,
        scope: 'openid profile',
      });
      return oauth.loadDiscoveryDocumentAndTryLogin();
    }),
  ],
});
