import type { Routes } from '@angular/router';
import { authGuard, requireScopes } from 'ngx-implicit-auth';

/** The data of a route that shows something of the person's own: it is covered as soon as nobody is signed in. */
const personal = { personal: true };

/** The data of a route that offers the way in itself, so that the header need not. */
const offersSignIn = { offersSignIn: true };

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    data: offersSignIn,
    loadComponent: () => import('./home/home').then((m) => m.Home),
  },
  {
    path: 'timesheets',
    title: 'Your timesheets',
    data: personal,
    canActivate: [authGuard],
    loadComponent: () => import('./timesheets/timesheets').then((m) => m.Timesheets),
  },
  {
    path: 'approve',
    title: 'Approve',
    data: personal,
    canMatch: [requireScopes('approve:timesheets')],
    loadComponent: () => import('./approve/approve').then((m) => m.Approve),
  },
  {
    path: 'approve',
    title: 'Approve',
    data: personal,
    loadComponent: () => import('./approve/not-an-approver').then((m) => m.NotAnApprover),
  },
  {
    path: 'profile',
    title: 'Profile',
    data: personal,
    canActivate: [authGuard],
    loadComponent: () => import('./profile/profile').then((m) => m.Profile),
  },
  {
    path: 'session',
    title: 'Session',
    loadComponent: () => import('./session/session').then((m) => m.SessionPage),
  },
  {
    path: 'auth/callback',
    title: 'Signing in',
    data: offersSignIn,
    loadComponent: () => import('./callback/callback').then((m) => m.Callback),
  },
  { path: '**', title: 'Page not found', loadComponent: () => import('./not-found/not-found').then((m) => m.NotFound) },
];
