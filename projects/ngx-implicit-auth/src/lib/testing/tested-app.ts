import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { AuthCallback, authGuard, authInterceptor, AuthService, requireScopes } from 'ngx-implicit-auth';
import { AuthTestingController } from '../../../testing/src/auth-testing-controller';
import { provideAuthTesting, type AuthTestingOptions } from '../../../testing/src/provide-auth-testing';

@Component({ selector: 'auth-test-home', template: 'home' })
class Home {}

@Component({ selector: 'auth-test-reports', template: 'the reports of {{ auth.claims()?.name }}' })
export class Reports {
  readonly auth = inject(AuthService);
}

/** What the app under test has. */
export const ROUTES = [
  { path: '', component: Home },
  { path: 'auth/callback', component: AuthCallback },
  { path: 'reports', component: Reports, canActivate: [authGuard] },
  { path: 'approve', component: Reports, canActivate: [requireScopes('approve')] },
];

/** An app as users test theirs. */
export type TestedApp = ReturnType<typeof testedApp>;

export function testedApp(options: AuthTestingOptions = {}) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter(ROUTES),
      provideHttpClient(withInterceptors([authInterceptor])),
      provideHttpClientTesting(),
      provideAuthTesting(options),
    ],
  });
  const controller = TestBed.inject(AuthTestingController);
  return { controller, auth: TestBed.inject(AuthService), router: TestBed.inject(Router) };
}
