import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { api } from './auth-config';
import type { Entry } from './entry';

@Component({
  selector: 'app-timesheets',
  template: `
    <h1>Timesheets</h1>
    <ul>
      @for (entry of entries(); track entry.id) {
        <li>{{ entry.project }}</li>
      }
    </ul>
  `,
})
export class Timesheets {
  protected readonly entries = toSignal(inject(HttpClient).get<Entry[]>(`${api}/timesheets`), { initialValue: [] });
}
