import { HttpClient } from '@angular/common/http';
import { Component } from '@angular/core';
import { api } from './auth-config';
import type { Entry } from './entry';

@Component({
  standalone: false,
  template: `
    <h1>Timesheets</h1>
    <ul>
      <li *ngFor="let entry of entries$ | async">{{ entry.project }}</li>
    </ul>
  `,
})
export class TimesheetsComponent {
  readonly entries$ = this.http.get<Entry[]>(`${api}/timesheets`);

  constructor(private readonly http: HttpClient) {}
}
