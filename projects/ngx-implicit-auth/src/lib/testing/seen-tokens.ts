import {
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import type { EnvironmentProviders } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom, of } from 'rxjs';
import { authInterceptor } from '../http/auth-interceptor';

/** A resource server that answers each request at once, with its `Authorization` header. */
export interface SeenTokens {
  /** Each header that it has seen, in order. */
  readonly seen: readonly (string | null)[];
  /** The app's `HttpClient`, with the library's interceptor. */
  readonly providers: readonly EnvironmentProviders[];
}

export function seenTokens(): SeenTokens {
  const seen: (string | null)[] = [];
  const api: HttpInterceptorFn = ({ headers }) => {
    const header = headers.get('Authorization');
    seen.push(header);
    return of(new HttpResponse({ body: header }));
  };
  return { seen, providers: [provideHttpClient(withInterceptors([authInterceptor, api]))] };
}

/** Sends a request; resolves with the header that the resource server has seen. */
export function sent(): Promise<unknown> {
  return firstValueFrom(TestBed.inject(HttpClient).get('https://api.example.com/timesheets'));
}
