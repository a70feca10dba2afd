import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { TIMESHEETS_API } from '../addresses';
import type { Entry, NewEntry } from './entry';

const TIMESHEETS = `${TIMESHEETS_API}/timesheets`;

/** The timesheets API. The interceptor adds the access token to each of these requests. */
@Injectable({ providedIn: 'root' })
export class TimesheetsApi {
  readonly #http = inject(HttpClient);

  /** One's own entries, the newest first; for approvers, whatever waits for approval as well. */
  entries(): HttpResourceRef<readonly Entry[]> {
    return httpResource<readonly Entry[]>(() => TIMESHEETS, { defaultValue: [] });
  }

  add(entry: NewEntry): Promise<Entry> {
    return firstValueFrom(this.#http.post<Entry>(TIMESHEETS, entry));
  }

  approve({ id }: Entry): Promise<Entry> {
    return firstValueFrom(this.#http.post<Entry>(`${TIMESHEETS}/${id}/approve`, null));
  }
}

/** The entries that have been loaded; none while they could not be. */
export function loadedEntries(entries: HttpResourceRef<readonly Entry[]>): readonly Entry[] {
  return entries.hasValue() ? entries.value() : [];
}
