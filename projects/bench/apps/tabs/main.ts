// An app whose tabs share their session. The bench has each of them renew it, or ask an API that refuses the token.
import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  AuthService,
  provideAuth,
  withSilentRenewal,
  withTabSync,
} from 'ngx-implicit-auth';
import { firstValueFrom } from 'rxjs';
import { App, Home } from '../pages.ts';

const issuer = 'https://id.example.com';

const app = await bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth({ issuer, clientId: 'bench', resourceServers: [`${issuer}/api`] }, withSilentRenewal(), withTabSync()),
  ],
});
const auth = app.injector.get(AuthService);
const http = app.injector.get(HttpClient);

/** What the bench calls in each tab; each tells when it was done, in epoch milliseconds. */
const tab = {
  accessToken: () => auth.accessToken(),
  renew: async () => {
    const { status } = await auth.renew();
    if (status !== 'renewed') throw new Error(`The renewal ended as ${status}.`);
    return Date.now();
  },
  ask: async () => {
    await firstValueFrom(http.get(`${issuer}/api`));
    return Date.now();
  },
};
Object.assign(globalThis, { tab });
