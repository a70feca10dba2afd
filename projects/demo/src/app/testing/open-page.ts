import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { AuthTestingController, provideAuthTesting } from 'ngx-implicit-auth/testing';
import { TIMESHEETS_API } from '../addresses';
import { appConfig } from '../app.config';
import type { Entry } from '../timesheets/entry';
import { Toast } from '../ui/toast';

/** What the API answers to one request. */
export interface ApiAnswer {
  readonly status?: number;
  readonly body?: object | null;
}

const TITLES: Readonly<Record<number, string>> = { 404: 'Not Found', 409: 'Conflict', 412: 'Precondition Failed' };

/** Problem details with this sentence. */
export const refusal = (status: number, detail: string): ApiAnswer => ({ status, body: { detail } });

// What jsdom's dialogs lack: they do not know how to open and close.
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  },
});

/** Opens a page as somebody whose list has these entries; `null` when the API is down. */
export async function openPage(path: string, sub: string, entries: readonly Entry[] | null) {
  TestBed.configureTestingModule({
    providers: [...appConfig.providers, provideHttpClientTesting(), provideAuthTesting()],
  });
  const scope = 'openid read:timesheets write:timesheets approve:timesheets';
  TestBed.inject(AuthTestingController).signIn({ claims: { sub }, scope });
  const harness = await RouterTestingHarness.create(path);
  const api = TestBed.inject(HttpTestingController);
  const page = harness.fixture.nativeElement as HTMLElement;
  /** Has whoever waits for an answer go on, and shows what comes of it. Requests of the page may be under way still. */
  const settle = async () => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    TestBed.inject(ApplicationRef).tick();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };

  harness.detectChanges();
  const list = api.expectOne(`${TIMESHEETS_API}/timesheets`);
  if (entries) list.flush(entries);
  else list.error(new ProgressEvent('error'));
  await settle();

  return {
    page,
    settle,
    /** The button with these words; in the entry, or the dialog, that has the text. */
    button(words: string, within = ''): HTMLButtonElement {
      const places = [...page.querySelectorAll('li, dialog, form')].filter((it) => it.textContent.includes(within));
      const buttons = places.flatMap((place) => [...place.querySelectorAll('button')]);
      const found = buttons.find(({ textContent }) => textContent.trim().startsWith(words));
      if (!found) throw new Error(`There is no button "${words}" in "${within}".`);
      return found;
    },
    /** Types into the field with this label. */
    async type(label: string, text: string): Promise<void> {
      const input = fieldOf(page, label);
      input.value = text;
      input.dispatchEvent(new Event('input'));
      await settle();
    },
    /** Goes to another page, while answers may still be awaited. */
    async leave(): Promise<void> {
      await TestBed.inject(Router).navigateByUrl('/nowhere');
      await settle();
    },
    toast: () => TestBed.inject(Toast).message(),
    valueOf: (label: string): string => fieldOf(page, label).value,
    /** What is told in red or beside a field, without what is empty. */
    alerts: () =>
      [...page.querySelectorAll('[role=alert], .fault, .saved')]
        .map(({ textContent }) => textContent.trim())
        .filter(Boolean),
    rows: () => [...page.querySelectorAll('demo-entry-row')].map(({ textContent }) => textContent),
    /** Answers the request that waits for an answer, and tells which version it was for, and what it brought. */
    async answer(method: string, address: string, { status = 200, body = null }: ApiAnswer) {
      await settle();
      const call = api.expectOne({ method, url: `${TIMESHEETS_API}/timesheets${address}` });
      const { request } = call;
      call.flush(body, { status, statusText: TITLES[status] ?? 'OK' });
      await settle();
      return { ifMatch: request.headers.get('If-Match'), body: request.body as unknown };
    },
  };
}

function fieldOf(page: HTMLElement, label: string): HTMLInputElement {
  const found = [...page.querySelectorAll('label')].find(({ textContent }) => textContent.trim().startsWith(label));
  const field = found && page.querySelector<HTMLInputElement>(`#${found.htmlFor}`);
  if (!field) throw new Error(`There is no field "${label}".`);
  return field;
}
