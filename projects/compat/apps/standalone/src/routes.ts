import type { Routes } from '@angular/router';
import { AuthCallback, authGuard } from 'ngx-implicit-auth';
import { Home } from './home';
import { Timesheets } from './timesheets';

export const routes: Routes = [
  { path: '', pathMatch: 'full', component: Home },
  { path: 'auth/callback', component: AuthCallback },
  { path: 'timesheets', component: Timesheets, canActivate: [authGuard] },
];
