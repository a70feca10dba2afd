import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { inject, provideEnvironmentInitializer, type ApplicationConfig } from '@angular/core';
import { provideRouter, TitleStrategy, withInMemoryScrolling } from '@angular/router';
import { authInterceptor, provideAuth } from 'ngx-implicit-auth';
import { routes } from './app.routes';
import { authConfig, authFeatures } from './auth.config';
import { OpenTabs } from './session/open-tabs';
import { SignInTimeline } from './session/sign-in-timeline';
import { TabEvents } from './session/tab-events';
import { guardAgainForAnotherPerson } from './shell/guard-again';
import { PageTitle } from './shell/page-title';

export const appConfig: ApplicationConfig = {
  providers: [
    provideRouter(routes, withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(authConfig, ...authFeatures),
    { provide: TitleStrategy, useClass: PageTitle },
    // The Session page shows what happened before it was opened, so somebody has to watch from the start.
    provideEnvironmentInitializer(() => {
      inject(SignInTimeline);
      inject(TabEvents);
      inject(OpenTabs);
    }),
    provideEnvironmentInitializer(guardAgainForAnotherPerson),
  ],
};
