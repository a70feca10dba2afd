import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';

@Component({ selector: 'app-calendars', template: '{{ entries()?.length }} entries' })
export class Calendars {
  readonly entries = toSignal(
    inject(HttpClient).get<unknown[]>('https://www.googleapis.com/calendar/v3/users/me/calendarList'),
  );
}
