import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';
import { Dashboard } from './dashboard';
import { Welcome } from './welcome';

/** The start: what the product does or, for those who know it, the way on. */
@Component({
  selector: 'demo-home',
  imports: [Dashboard, Welcome],
  template: `
    @if (isSignedIn()) {
      <demo-dashboard />
    } @else {
      <demo-welcome />
    }
  `,
})
export class Home {
  protected readonly isSignedIn = inject(AuthService).isAuthenticated;
}
