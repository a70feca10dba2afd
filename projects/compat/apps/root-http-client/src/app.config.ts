import { importProvidersFrom, type ApplicationConfig } from '@angular/core';
import { provideRouter } from '@angular/router';
import { AuthModule } from 'ngx-implicit-auth';
import { authConfig } from './auth-config';
import { routes } from './routes';

export const appConfig: ApplicationConfig = {
  providers: [provideRouter(routes), importProvidersFrom(AuthModule.forRoot(authConfig))],
};
