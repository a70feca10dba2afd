import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { AuthService } from '../sign-in/auth-service';
import { AuthTestingController } from '../../../testing/src/auth-testing-controller';
import { provideAuthTesting } from '../../../testing/src/provide-auth-testing';
import type { TestSignIn } from '../../../testing/src/test-answer';
import { configFor, type PageOptions } from './fake-tab';

/** A page of the app for which nothing of a server's answers matters. */
export interface TestedPage {
  readonly auth: AuthService;
  readonly controller: AuthTestingController;
}

/** Opens the app where nobody is signed in. */
export function openedPage({
  config,
  features,
  providers = [],
  routes = [],
}: Pick<PageOptions, 'config' | 'features' | 'providers' | 'routes'> = {}): TestedPage {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [
      provideRouter(routes),
      ...providers,
      provideAuthTesting({ config: { ...configFor({ issuer: 'https://id.example.com' }), ...config }, features }),
    ],
  });
  return { controller: TestBed.inject(AuthTestingController), auth: TestBed.inject(AuthService) };
}

/** Opens it where somebody is signed in. */
export function signedInPage(options?: Parameters<typeof openedPage>[0], signIn?: TestSignIn): TestedPage {
  const page = openedPage(options);
  page.controller.signIn(signIn);
  return page;
}
