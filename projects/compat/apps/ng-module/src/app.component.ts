import { Component } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'app-root',
  standalone: false,
  template: `
    <header *ngIf="auth.claims$ | async as claims">
      <p>Signed in as {{ claims.name }}</p>
      <button type="button" (click)="auth.logout()">Sign out</button>
    </header>
    <router-outlet></router-outlet>
  `,
})
export class AppComponent {
  constructor(readonly auth: AuthService) {}
}
