// What the library's bytes are counted against: a router with one route, an HttpClient, nothing else.
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

void bootstrapApplication(App, {
  providers: [provideRouter([{ path: '', component: Home }]), provideHttpClient(withInterceptors([]))],
});
