import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  inject,
  provideEnvironmentInitializer,
  provideZoneChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import { provideRouter, RouterOutlet } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  AuthService,
  dangerouslyAcceptMissingState,
  frontChannelLogoutGuard,
  initiateLoginGuard,
  provideAuth,
  requireAccessToken,
  stepUpInterceptor,
  withDpop,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withUserInfo,
  type AuthConfig,
} from 'ngx-implicit-auth';
import { noteEvents } from './instrument';
import type { ProbeSettings } from './settings';

@Component({
  selector: 'probe-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p id="status">{{ state().status }}</p>
    <main><router-outlet /></main>
  `,
})
export class Root {
  protected readonly state = inject(AuthService).state;
}

@Component({ selector: 'probe-home', template: 'public page', changeDetection: ChangeDetectionStrategy.OnPush })
class Home {}

@Component({ selector: 'probe-secret', template: 'secret page', changeDetection: ChangeDetectionStrategy.OnPush })
class Secret {}

export function appConfig(settings: ProbeSettings): ApplicationConfig {
  const {
    partner,
    accessPages = {},
    userInfo,
    renewal,
    sessionManagement,
    silentSignIn,
    tabSync,
    dpop,
    serviceWorker = false,
  } = settings;
  const features = [
    userInfo && withUserInfo(),
    renewal && withSilentRenewal(renewal),
    silentSignIn && withSilentSignIn(),
    tabSync && withTabSync(tabSync),
    dpop && withDpop(dpop),
    sessionManagement && withSessionManagement(sessionManagement),
  ].filter((feature) => !!feature);
  return {
    providers: [
      // One of the builds has zone.js.
      'Zone' in globalThis ? provideZoneChangeDetection() : [],
      // Angular registers it once the app is stable, or else after this time, which no test lasts. Without a time it
      // would register it at once.
      provideServiceWorker('ngsw-worker.js', {
        enabled: serviceWorker,
        registrationStrategy: 'registerWhenStable:2000000000',
      }),
      provideRouter([
        { path: '', pathMatch: 'full', component: Home },
        { path: 'secret', component: Secret, canActivate: [authGuard] },
        ...Object.entries(accessPages).map(([path, url]) => ({
          path,
          component: Secret,
          canActivate: [requireAccessToken(url)],
        })),
        { path: 'auth/callback', component: AuthCallback },
        partner
          ? { path: 'partner', loadChildren: async () => (await import('./partner')).partnerRoutes(partner) }
          : { path: 'partner', component: Home },
        { path: 'auth/login', component: AuthCallback, canActivate: [initiateLoginGuard] },
        { path: 'auth/signed-out', component: Home, canActivate: [frontChannelLogoutGuard] },
      ]),
      provideHttpClient(withInterceptors([authInterceptor, stepUpInterceptor])),
      provideAuth(configOf(settings), ...features),
      provideEnvironmentInitializer(noteEvents),
    ],
  };
}

function configOf({ config, acceptMissingState }: ProbeSettings): AuthConfig {
  const { queryResponse } = config;
  if (!queryResponse || !acceptMissingState) return config;
  return { ...config, queryResponse: { ...queryResponse, state: dangerouslyAcceptMissingState } };
}
