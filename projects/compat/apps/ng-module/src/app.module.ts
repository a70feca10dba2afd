import { HttpClientModule } from '@angular/common/http';
import { NgModule } from '@angular/core';
import { BrowserModule } from '@angular/platform-browser';
import { mapToCanActivate, RouterModule, type Routes } from '@angular/router';
import { AuthGuard, AuthModule } from 'ngx-implicit-auth';
import { withInspector } from 'ngx-implicit-auth/inspector';
import { AppComponent } from './app.component';
import { authConfig } from './auth-config';
import { CallbackComponent } from './callback.component';
import { HomeComponent } from './home.component';
import { TimesheetsComponent } from './timesheets.component';

const routes: Routes = [
  { path: '', pathMatch: 'full', component: HomeComponent },
  { path: 'auth/callback', component: CallbackComponent },
  { path: 'timesheets', component: TimesheetsComponent, canActivate: mapToCanActivate([AuthGuard]) },
];

@NgModule({
  imports: [
    BrowserModule,
    HttpClientModule,
    RouterModule.forRoot(routes),
    AuthModule.forRoot(authConfig, withInspector()),
  ],
  declarations: [AppComponent, CallbackComponent, HomeComponent, TimesheetsComponent],
  bootstrap: [AppComponent],
})
export class AppModule {}
