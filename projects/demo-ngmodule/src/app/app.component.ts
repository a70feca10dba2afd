import { Component, computed, inject } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'ngmodule-root',
  standalone: false,
  template: `
    <nav aria-label="Pages"><a routerLink="/">Home</a> <a routerLink="/timesheets">Timesheets</a></nav>
    <main>
      @if (hasFailed()) {
        <h1>You are not signed in</h1>
        <auth-callback />
      } @else {
        <router-outlet />
      }
    </main>
  `,
})
export class AppComponent {
  readonly #auth = inject(AuthService);
  protected readonly hasFailed = computed(() => this.#auth.state().status === 'failed');
}
