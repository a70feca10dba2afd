// The empty app with what this library's documentation has a new user write, for `id_token token`.
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import {
  authInterceptor,
  autoLoginPartialRoutesGuard,
  provideAuth,
  withAppInitializerAuthCheck,
} from 'angular-auth-oidc-client';
import { App, Callback, Home } from '../../pages.ts';

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
