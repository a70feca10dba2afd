import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { catchError, of } from 'rxjs';
import { TIMESHEETS } from './page-settings';

interface Entry {
  readonly id: number;
  readonly date: string;
  readonly hours: number;
  readonly project: string;
}

@Component({
  selector: 'ngmodule-timesheets',
  standalone: false,
  template: `
    <h1>Your timesheets</h1>
    @if (entries$ | async; as entries) {
      <ul>
        @for (entry of entries; track entry.id) {
          <li>{{ entry.date }}: {{ entry.hours }} h, {{ entry.project }}</li>
        }
      </ul>
    } @else {
      <p role="alert">{{ failure }}</p>
    }
  `,
})
export class TimesheetsComponent {
  protected failure = '';
  protected readonly entries$ = inject(HttpClient)
    .get<readonly Entry[]>(TIMESHEETS)
    .pipe(
      catchError(() => {
        this.failure = 'The timesheets could not be loaded.';
        return of(null);
      }),
    );
}
