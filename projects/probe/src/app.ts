import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  inject,
  provideEnvironmentInitializer,
  provideZoneChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import { provideRouter, RouterOutlet, withEnabledBlockingInitialNavigation } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  AuthService,
  dangerouslyAcceptMissingState,
  french,
  frontChannelLogoutGuard,
  german,
  initiateLoginGuard,
  provideAuth,
  requireAccessToken,
  spanish,
  stepUpInterceptor,
  withDpop,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withTexts,
  withUserInfo,
  type AuthConfig,
  type AuthConfigSource,
} from 'ngx-implicit-auth';
import { firstValueFrom } from 'rxjs';
import { noteEvents } from './instrument';
import { later } from './later';
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
    language,
    isConfiguredLater = false,
    navigatesFirst = false,
    serviceWorker = false,
  } = settings;
  const features = [
    userInfo && withUserInfo(),
    renewal && withSilentRenewal(renewal),
    silentSignIn && withSilentSignIn(),
    tabSync && withTabSync(tabSync),
    dpop && withDpop(dpop),
    language && withTexts({ german, french, spanish }[language]),
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
      provideRouter(
        [
          { path: '', pathMatch: 'full', component: Home },
          { path: 'secret', component: Secret, canActivate: [authGuard] },
          ...Object.entries(accessPages).map(([path, url]) => ({
            path,
            component: Secret,
            canActivate: [requireAccessToken(url)],
          })),
          { path: 'auth/callback', component: AuthCallback },
          partner
            ? {
                path: 'partner',
                loadChildren: async () => (await import('./partner')).partnerRoutes(partner, isConfiguredLater),
              }
            : { path: 'partner', component: Home },
          { path: 'auth/login', component: AuthCallback, canActivate: [initiateLoginGuard] },
          { path: 'auth/signed-out', component: Home, canActivate: [frontChannelLogoutGuard] },
        ],
        ...(navigatesFirst ? [withEnabledBlockingInitialNavigation()] : []),
      ),
      provideHttpClient(withInterceptors([authInterceptor, stepUpInterceptor])),
      provideAuth(sourceOf(settings), ...features),
      provideEnvironmentInitializer(noteEvents),
    ],
  };
}

function configOf({ config, acceptMissingState }: ProbeSettings): AuthConfig {
  const { queryResponse } = config;
  if (!queryResponse || !acceptMissingState) return config;
  return { ...config, queryResponse: { ...queryResponse, state: dangerouslyAcceptMissingState } };
}

function sourceOf(settings: ProbeSettings): AuthConfigSource {
  if (settings.configFile) return () => firstValueFrom(inject(HttpClient).get<AuthConfig>('/config.json'));
  return settings.isConfiguredLater ? later(configOf(settings)) : configOf(settings);
}
