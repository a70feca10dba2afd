// What every app is made of that is weighed beside another.
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<router-outlet />',
})
export class App {
  readonly http = inject(HttpClient);
}

@Component({ selector: 'app-home', changeDetection: ChangeDetectionStrategy.OnPush, template: 'home' })
export class Home {}

/** The page of the redirect URI, for an app whose library has none. */
@Component({ selector: 'app-callback', changeDetection: ChangeDetectionStrategy.OnPush, template: 'callback' })
export class Callback {}
