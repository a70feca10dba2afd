import { HttpClient } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';

@Component({ selector: 'app-patients', template: '{{ entries()?.length }} entries' })
export class Patients {
  readonly entries = toSignal(inject(HttpClient).get<unknown[]>('https://example.aidbox.app/fhir'));
}
