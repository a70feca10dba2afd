import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { TIMESHEETS_API } from '../addresses';
import type { Entry, NewEntry } from './entry';
import { problemOf } from './problem';

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

  /** Puts what was written anew in the place of one's own entry, which waits for approval then. */
  change(entry: Entry, anew: NewEntry): Promise<Entry> {
    return firstValueFrom(this.#http.put<Entry>(addressOf(entry), anew, ifUnchanged(entry)));
  }

  async remove(entry: Entry): Promise<void> {
    await firstValueFrom(this.#http.delete(addressOf(entry), ifUnchanged(entry)));
  }

  reject(entry: Entry, rejection: { readonly reason: string }): Promise<Entry> {
    return firstValueFrom(this.#http.post<Entry>(`${addressOf(entry)}/reject`, rejection, ifUnchanged(entry)));
  }

  approve(entry: Entry): Promise<Entry> {
    return firstValueFrom(this.#http.post<Entry>(`${addressOf(entry)}/approve`, null, ifUnchanged(entry)));
  }

  /**
   * Reads what has become of an entry: `null` when it is gone from the person's list, and the entry as it was when the
   * API cannot tell.
   */
  async lookAgain(entry: Entry): Promise<Entry | null> {
    try {
      return await firstValueFrom(this.#http.get<Entry>(addressOf(entry)));
    } catch (error) {
      return problemOf(error).status === 404 ? null : entry;
    }
  }
}

const addressOf = ({ id }: Entry): string => `${TIMESHEETS}/${id}`;

/** Has the API do nothing when the entry has changed since it was loaded. */
const ifUnchanged = ({ version }: Entry) => ({ headers: { 'If-Match': `"${version}"` } });

/** The list with what an entry has become in its place, or without it. */
export function replaced(entries: readonly Entry[], { id }: Entry, becomes: Entry | null): readonly Entry[] {
  return entries.flatMap((entry) => (entry.id === id ? (becomes ?? []) : entry));
}

/** The entries that have been loaded; none while they could not be. */
export function loadedEntries(entries: HttpResourceRef<readonly Entry[]>): readonly Entry[] {
  return entries.hasValue() ? entries.value() : [];
}
