import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';

@Component({ selector: 'app-timesheets', template: '{{ entries()?.length }} entries' })
export class Timesheets {
  readonly entries = toSignal(inject(HttpClient).get<unknown[]>('https://api.example.com/timesheets'));
}
