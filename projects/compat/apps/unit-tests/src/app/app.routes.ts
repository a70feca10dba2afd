import type { Routes } from '@angular/router';
import { AuthCallback, authGuard } from 'ngx-implicit-auth';
import { Timesheets } from './timesheets';

export const routes: Routes = [
  { path: 'auth/callback', component: AuthCallback },
  { path: 'timesheets', component: Timesheets, canActivate: [authGuard] },
];
