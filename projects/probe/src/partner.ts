import { HttpClient, provideHttpClient, withInterceptors, withRequestsMadeViaParent } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, provideEnvironmentInitializer } from '@angular/core';
import type { Routes } from '@angular/router';
import { AuthCallback, authGuard, authInterceptor, AuthService, provideAuth, type AuthConfig } from 'ngx-implicit-auth';
import { later } from './later';
import { plainState, requestStatus, type Partner } from './instrument';

@Component({ selector: 'probe-offers', template: 'offers page', changeDetection: ChangeDetectionStrategy.OnPush })
class Offers {}

/** The pages that a second authorization server signs people in to. */
export function partnerRoutes(config: AuthConfig, isConfiguredLater: boolean): Routes {
  return [
    {
      path: '',
      providers: [
        provideAuth(isConfiguredLater ? later(config) : config),
        provideHttpClient(withRequestsMadeViaParent(), withInterceptors([authInterceptor])),
        provideEnvironmentInitializer(expose),
      ],
      children: [
        { path: 'offers', component: Offers, canActivate: [authGuard] },
        { path: 'callback', component: AuthCallback },
      ],
    },
  ];
}

function expose(): void {
  const auth = inject(AuthService);
  const http = inject(HttpClient);
  const partner: Partner = { auth, state: () => plainState(auth), get: (url) => requestStatus(http, url) };
  Object.assign(globalThis, { partner });
}
