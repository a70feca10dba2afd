import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { AuthService } from 'ngx-implicit-auth';

@Component({
  selector: 'app-timesheets',
  standalone: true,
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>Timesheets of {{ auth.claims()?.name }}</h1>
    <button (click)="load()">Load</button>
    @for (project of projects(); track project) {
      <p>{{ project }}</p>
    }
  `,
})
export class Timesheets {
  protected readonly auth = inject(AuthService);
  protected readonly projects = signal<readonly string[]>([]);
  readonly #http = inject(HttpClient);

  protected load(): void {
    this.#http.get<string[]>('https://api.example.com/timesheets').subscribe((projects) => this.projects.set(projects));
  }
}
