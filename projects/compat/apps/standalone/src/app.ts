import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  template: `
    @if (auth.claims(); as claims) {
      <header>
        <p>Signed in as {{ claims.name }}</p>
        <button type="button" (click)="auth.logout()">Sign out</button>
      </header>
    }
    <router-outlet />
  `,
})
export class App {
  protected readonly auth = inject(AuthService);
}
