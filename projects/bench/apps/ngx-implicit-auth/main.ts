// The empty app with all that the README has a new user write.
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { AuthCallback, authGuard, authInterceptor, provideAuth } from 'ngx-implicit-auth';
import { App, Home } from '../pages.ts';

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth({
      issuer: 'https://id.example.com',
      clientId: 'bench',
      resourceServers: ['https://api.example.com'],
    }),
  ],
});
