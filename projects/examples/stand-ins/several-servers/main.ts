import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { authInterceptor, provideAuth } from 'ngx-implicit-auth';
import { App } from './app/app';
import { routes } from './app/app.routes';

void bootstrapApplication(App, {
  providers: [
    provideRouter(routes),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth({
      issuer: 'https://id.example.com',
      clientId: 'timesheets-spa',
      scope: 'openid profile read:timesheets',
      resourceServers: ['https://api.example.com/timesheets'],
    }),
  ],
});
