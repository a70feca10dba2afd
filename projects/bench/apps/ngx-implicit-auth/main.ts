// The empty app with all that the README has a new user write.
import { provideHttpClient, HttpClient, withInterceptors } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';
import { AuthCallback, authGuard, authInterceptor, provideAuth } from 'ngx-implicit-auth';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<router-outlet />',
})
class App {
  readonly http = inject(HttpClient);
}

@Component({ selector: 'app-home', changeDetection: ChangeDetectionStrategy.OnPush, template: 'home' })
class Home {}

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home, canActivate: [authGuard] },
      { path: 'auth/callback', component: AuthCallback },
    ]),
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth({
      issuer: 'https://id.example.com',
      clientId: 'bench',
      resourceServers: ['https://api.example.com'],
    }),
  ],
});
