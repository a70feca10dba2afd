import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'app-root',
  standalone: false,
  template: `
    @if (auth.isAuthenticated()) {
      {{ auth.claims()?.name }} <button (click)="auth.logout()">Sign out</button>
    } @else {
      <button (click)="auth.login()">Sign in</button>
    }
    <router-outlet />
  `,
})
export class App {
  readonly auth = inject(AuthService);
}
