import { NgModule } from '@angular/core';
import { BrowserModule } from '@angular/platform-browser';
import { mapToCanActivate, RouterModule } from '@angular/router';
import { AuthGuard, AuthModule, withSilentRenewal, withTabSync } from 'ngx-implicit-auth';
import { AUTHORIZATION_FLOW, AUTHORIZATION_SERVER, TIMESHEETS } from './page-settings';
import { AppComponent } from './app.component';
import { HomeComponent } from './home.component';
import { TimesheetsComponent } from './timesheets.component';

/**
 * The same product as an app of NgModules with hash routing under a sub-path. The redirect URI is the app's root,
 * because a route of hash routing cannot be one. Nothing here lists the interceptor: the API gets its token all the
 * same.
 */
@NgModule({
  declarations: [AppComponent, HomeComponent, TimesheetsComponent],
  imports: [
    BrowserModule,
    RouterModule.forRoot(
      [
        { path: '', pathMatch: 'full', component: HomeComponent },
        { path: 'timesheets', component: TimesheetsComponent, canActivate: mapToCanActivate([AuthGuard]) },
      ],
      { useHash: true },
    ),
    AuthModule.forRoot(
      {
        issuer: AUTHORIZATION_SERVER,
        clientId: 'timesheets-demo',
        redirectUri: '',
        responseType: AUTHORIZATION_FLOW === 'code' ? 'code' : 'id_token token',
        scope: 'openid profile read:timesheets',
        resourceServers: [TIMESHEETS],
      },
      withSilentRenewal(),
      withTabSync(),
    ),
  ],
  bootstrap: [AppComponent],
})
export class AppModule {}
