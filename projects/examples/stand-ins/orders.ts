import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';

@Component({ selector: 'app-orders', template: '{{ orders()?.length }} orders' })
export class Orders {
  readonly orders = toSignal(inject(HttpClient).get<unknown[]>('https://api.partner.example/timesheets'));
}
