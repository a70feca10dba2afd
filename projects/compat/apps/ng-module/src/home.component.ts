import { Component } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  standalone: false,
  template: `
    <h1>Home</h1>
    <p *ngIf="(auth.isAuthenticated$ | async) === false">Nobody is signed in</p>
  `,
})
export class HomeComponent {
  constructor(readonly auth: AuthService) {}
}
