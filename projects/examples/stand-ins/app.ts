import { Component, inject } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  template: `
    @if (auth.isAuthenticated()) {
      {{ auth.claims()?.name }} <button (click)="auth.logout()">Sign out</button>
    } @else {
      <button (click)="auth.login()">Sign in</button>
    }
    <a routerLink="/">Home</a>
    <main><router-outlet /></main>
  `,
})
export class App {
  readonly auth = inject(AuthService);
}
