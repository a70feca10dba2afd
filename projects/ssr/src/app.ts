import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  inject,
  provideZoneChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import { provideClientHydration, withEventReplay } from '@angular/platform-browser';
import { provideRouter, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import {
  authInterceptor,
  AuthService,
  provideAuth,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
} from 'ngx-implicit-auth';
import { routes } from './pages';
import { settings } from './settings';

const { issuer, allFeatures } = settings;

@Component({
  selector: 'ssr-root',
  imports: [RouterLink, RouterLinkActive, RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav>
      <a routerLink="/rendered/guarded" routerLinkActive="active">Guarded</a>
      @if (auth.isAuthenticated()) {
        <button>Sign out</button>
      } @else if (auth.state().status === 'signed-out') {
        <button>Sign in</button>
      }
    </nav>
    <p id="status">{{ auth.state().status }}</p>
    @if (auth.state().status === 'starting') {
      <p id="starting">Just a moment …</p>
    }
    <main><router-outlet /></main>
  `,
})
export class Root {
  protected readonly auth = inject(AuthService);
}

/** The same for a browser and for a server. */
export const appConfig: ApplicationConfig = {
  providers: [
    // One of the builds has zone.js.
    'Zone' in globalThis ? provideZoneChangeDetection() : [],
    provideClientHydration(withEventReplay()),
    provideRouter(routes),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(
      {
        issuer,
        clientId: 'timesheets-demo',
        scope: 'openid profile read:timesheets',
        parameters: { audience: 'http://localhost:4301' },
        resourceServers: [
          '/api/whoami',
          { url: '/api/reports', audience: 'http://localhost:4301/reports', scope: 'read:reports' },
        ],
      },
      withSilentRenewal(),
      ...(allFeatures ? [withSilentSignIn(), withTabSync(), withSessionManagement({ intervalSeconds: 0.1 })] : []),
    ),
  ],
};
