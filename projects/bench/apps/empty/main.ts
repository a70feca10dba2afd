// The empty app with both routes of the app that signs people in, the second one to a component of its own.
import { provideHttpClient, HttpClient, withInterceptors } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter, RouterOutlet } from '@angular/router';

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

@Component({ selector: 'app-callback', changeDetection: ChangeDetectionStrategy.OnPush, template: 'callback' })
class Callback {}

void bootstrapApplication(App, {
  providers: [
    provideRouter([
      { path: '', component: Home },
      { path: 'auth/callback', component: Callback },
    ]),
    provideHttpClient(withInterceptors([])),
  ],
});
