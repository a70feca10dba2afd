import {
  HttpBackend,
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
  type HttpInterceptorFn,
} from '@angular/common/http';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { of } from 'rxjs';
import { interleave, median, medianOf, type Repeat } from '../../interleaved.ts';
import type { Library } from './library.ts';
import type { UrlKind } from './urls.ts';
import { APP_BASE, requestUrls, rules } from './urls.ts';

export interface InterceptorCost {
  /**
   * Microseconds that the library takes longer for a request than an interceptor which does only what has to be done: a
   * figure for each of `RULE_COUNTS`.
   */
  readonly added: readonly number[];
  /** Microseconds of a request through that least interceptor. */
  readonly request: number;
  /** Microseconds of `Set.has` with the request's URL. */
  readonly setLookup: number;
  /** Microseconds of `new URL` with the request's URL. */
  readonly newUrl: number;
}

const RULE_COUNTS = [1, 10, 100, 1000];
const ROUNDS = 301;
const MOST_PER_ROUND = 200;

const answer = of(new HttpResponse({ body: null, status: 200 }));
const backend: HttpBackend = { handle: () => answer };

/** Sends requests that no network sees. */
export async function measureInterceptor(library: Library, kind: UrlKind): Promise<InterceptorCost> {
  const lookedUp = new Set(rules(1000));
  const urls = requestUrls(kind, 1, MOST_PER_ROUND);
  const candidates: Record<string, Repeat> = {
    request: sending(await clientWith([provideHttpClient(withInterceptors([unavoidable[kind]]))]), urls),
    setLookup: doing(urls, (url) => lookedUp.has(url)),
    newUrl: doing(urls, (url) => new URL(url, APP_BASE)),
  };
  for (const count of RULE_COUNTS) {
    const client = await clientWith(library.client(rules(count)));
    candidates[String(count)] = sending(client, requestUrls(kind, count, MOST_PER_ROUND));
  }
  const times = await interleave(ROUNDS, MOST_PER_ROUND, candidates);
  const timesOf = (candidate: string) => times[candidate] ?? [];
  return {
    added: RULE_COUNTS.map((count) =>
      medianOf(timesOf(String(count)), timesOf('request'), (all, least) => all - least),
    ),
    request: median(timesOf('request')),
    setLookup: median(timesOf('setLookup')),
    newUrl: median(timesOf('newUrl')),
  };
}

const passOn: HttpInterceptorFn = (request, next) => next(request);

/** What no interceptor can do without: adding the header, or passing the request on. */
const unavoidable: Readonly<Record<UrlKind, HttpInterceptorFn>> = {
  matching: (request, next) => next(request.clone({ setHeaders: { Authorization: 'Bearer a-token' } })),
  foreign: passOn,
  relative: passOn,
};

/** Makes an HttpClient in an app of its own, because some libraries keep all they know in an app's root. */
async function clientWith(providers: readonly (Provider | EnvironmentProviders)[]): Promise<HttpClient> {
  const app = await createApplication({ providers: [...providers, { provide: HttpBackend, useValue: backend }] });
  return app.injector.get(HttpClient);
}

function sending(client: HttpClient, urls: readonly string[]): Repeat {
  return doing(urls, (url) => client.get(url).subscribe());
}

/** Takes another URL each time, because remembering the last one would gain an app nothing. */
function doing(urls: readonly string[], act: (url: string) => unknown): Repeat {
  return (times) => {
    for (let i = 0; i < times; i++) act(urls[i] ?? '');
  };
}
