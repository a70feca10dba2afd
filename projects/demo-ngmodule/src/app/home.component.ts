import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'ngmodule-home',
  standalone: false,
  template: `
    <h1>Timesheets</h1>
    @if (auth.isAuthenticated$ | async) {
      <p>Signed in as {{ (auth.claims$ | async)?.name }}.</p>
      <button type="button" (click)="signOut()">Sign out</button>
    } @else {
      <p>Nobody is signed in.</p>
      <button type="button" (click)="signIn()">Sign in</button>
    }
  `,
})
export class HomeComponent {
  protected readonly auth = inject(AuthService);

  protected signIn(): void {
    // A failure becomes the state `failed`, which the root component shows.
    this.auth.login().catch(() => {});
  }

  protected signOut(): void {
    // Here, the session has ended even if the server could not be told.
    this.auth.logout().catch(() => {});
  }
}
