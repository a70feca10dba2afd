import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideEnvironmentInitializer, type ApplicationConfig } from '@angular/core';
import { provideRouter, TitleStrategy, withInMemoryScrolling } from '@angular/router';
import { authInterceptor, provideAuth } from 'ngx-implicit-auth';
import { withInspectorInProduction } from 'ngx-implicit-auth/inspector/in-production';
import { routes } from './app.routes';
import { authConfig, authFeatures } from './auth.config';
import { guardAgainForAnotherPerson } from './shell/guard-again';
import { PageTitle } from './shell/page-title';

export const appConfig: ApplicationConfig = {
  providers: [
    provideRouter(routes, withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' })),
    provideHttpClient(withInterceptors([authInterceptor])),
    // The Session page shows what happened before it was opened, in the built demo as well.
    provideAuth(authConfig, ...authFeatures, withInspectorInProduction()),
    { provide: TitleStrategy, useClass: PageTitle },
    provideEnvironmentInitializer(guardAgainForAnotherPerson),
  ],
};
