import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import {
  AuthCallback,
  authGuard,
  authInterceptor,
  AuthService,
  frontChannelLogout,
  initiateLogin,
  provideAuth,
  withSessionManagement,
  withSilentRenewal,
  withSilentSignIn,
  withTabSync,
  withUserInfo,
} from 'ngx-implicit-auth';
import { instrument } from './instrument';
import { readSettings } from './settings';

@Component({
  selector: 'probe-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p id="status">{{ state().status }}</p>
    <main><router-outlet /></main>
  `,
})
class Root {
  protected readonly state = inject(AuthService).state;
}

@Component({ selector: 'probe-home', template: 'public page', changeDetection: ChangeDetectionStrategy.OnPush })
class Home {}

@Component({ selector: 'probe-secret', template: 'secret page', changeDetection: ChangeDetectionStrategy.OnPush })
class Secret {}

const { config, userInfo, renewal, silentSignIn, tabSync, sessionManagement } = readSettings();
const features = [
  userInfo && withUserInfo(),
  renewal && withSilentRenewal(renewal),
  silentSignIn && withSilentSignIn(),
  tabSync && withTabSync(tabSync),
  sessionManagement && withSessionManagement(sessionManagement),
].filter((feature) => !!feature);
const app = await bootstrapApplication(Root, {
  providers: [
    provideRouter([
      { path: '', pathMatch: 'full', component: Home },
      { path: 'secret', component: Secret, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
      { path: 'auth/login', component: AuthCallback, canActivate: [initiateLogin] },
      { path: 'auth/signed-out', component: Home, canActivate: [frontChannelLogout] },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(config, ...features),
  ],
});
Object.assign(globalThis, { probe: instrument(app) });
