import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { mapToCanActivate, RouterOutlet, type Routes } from '@angular/router';
import {
  AuthCallback,
  AuthCompleting,
  authGuard,
  AuthGuard,
  frontChannelLogoutGuard,
  initiateLoginGuard,
  requireAccessToken,
  requireClaims,
  requireScopes,
  requireStepUp,
} from 'ngx-implicit-auth';

const changeDetection = ChangeDetectionStrategy.OnPush;

@Component({ selector: 'ssr-public', changeDetection, template: 'public page' })
class Public {}

@Component({ selector: 'ssr-not-found', changeDetection, template: 'no such page' })
class NotFound {}

@Component({ selector: 'ssr-not-allowed', changeDetection, template: 'Not allowed' })
class NotAllowed {}

/** Asks the API; on a server, without a token. */
@Component({ selector: 'ssr-asking', changeDetection, template: `asked by {{ who() }}` })
class Asking {
  protected readonly who = toSignal(inject(HttpClient).get<string>('/api/whoami'));
}

@Component({ selector: 'ssr-secret', changeDetection, imports: [Asking], template: `secret page, <ssr-asking />` })
class Secret {}

@Component({
  selector: 'ssr-area',
  changeDetection,
  imports: [RouterOutlet],
  template: `Area: <router-outlet />`,
})
class Area {}

@Component({
  selector: 'ssr-callback',
  changeDetection,
  imports: [AuthCallback, AuthCompleting],
  template: `<h2>callback</h2>
    <auth-callback><p *authCompleting>one moment</p></auth-callback>
    <footer>end</footer>`,
})
class Callback {}

/** Pages with each guard, and without. */
const PAGES: Routes = [
  { path: 'public', component: Public },
  { path: 'guarded', component: Secret, canActivate: [authGuard] },
  { path: 'guarded-by-class', component: Secret, canActivate: mapToCanActivate([AuthGuard]) },
  { path: 'guarded-twice', component: Secret, canActivate: [authGuard, requireClaims(({ sub }) => sub === 'alice')] },
  { path: 'matched', component: Secret, canMatch: [authGuard] },
  { path: 'scoped', component: Secret, canMatch: [requireScopes('read:timesheets')] },
  { path: 'scoped', component: NotAllowed },
  { path: 'not-allowed', component: Secret, canMatch: [requireScopes('approve:timesheets')] },
  { path: 'not-allowed', component: NotAllowed },
  { path: 'area', component: Area, canActivateChild: [authGuard], children: [{ path: '', component: Secret }] },
  { path: 'access', component: Secret, canActivate: [requireAccessToken('/api/reports')] },
  { path: 'step-up', component: Secret, canActivate: [requireStepUp({ maxAgeSeconds: 300 })] },
  { path: 'login', component: AuthCallback, canActivate: [initiateLoginGuard] },
  { path: 'signed-out', component: Public, canActivate: [frontChannelLogoutGuard] },
];

export const routes: Routes = [
  { path: '', pathMatch: 'full', component: Public },
  { path: 'rendered/asking', component: Asking },
  ...['prerendered', 'rendered', 'client'].map((path) => ({ path, children: PAGES })),
  { path: 'auth/callback', component: Callback },
  { path: '**', component: NotFound },
];
