import { Component, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'app-home',
  template: `
    <h1>Home</h1>
    @if (!auth.isAuthenticated()) {
      <p>Nobody is signed in</p>
    }
  `,
})
export class Home {
  protected readonly auth = inject(AuthService);
}
