import { HttpClient, provideHttpClient, withInterceptors, type HttpInterceptorFn } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor } from '../http/auth-interceptor';

/** Tells whoever waits for a request to look again. */
let announce = () => {};

/** The last interceptor: by the time that it announces a request, the request has reached the backend. */
const announced: HttpInterceptorFn = (request, next) => {
  queueMicrotask(() => {
    announce();
  });
  return next(request);
};

/** The app's `HttpClient` with the library's interceptor; behind it, a backend that answers when the test says so. */
export const BACKEND = [provideHttpClient(withInterceptors([authInterceptor, announced])), provideHttpClientTesting()];

/** Sends a request; resolves with its answer or its failure. */
export function send(url: string): Promise<unknown> {
  return new Promise((resolve) => {
    TestBed.inject(HttpClient).get(url).subscribe({ next: resolve, error: resolve });
  });
}

/** The next request that reaches the backend. */
export async function arrived(): Promise<TestRequest> {
  const backend = TestBed.inject(HttpTestingController);
  for (;;) {
    let seen = 0;
    const [request] = backend.match(() => seen++ === 0);
    if (request) return request;
    await new Promise<void>((resolve) => (announce = resolve));
  }
}

/** Throws when a request has reached the backend that the test has not looked at. */
export function noneElse(): void {
  TestBed.inject(HttpTestingController).verify();
}

/** The `Authorization` header that a request has arrived with. */
export function tokenOf({ request }: TestRequest): string | null {
  return request.headers.get('Authorization');
}
