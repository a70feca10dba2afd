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
  /** What the library adds to a request through an interceptor that only does what has to be done, in microseconds, by `RULE_COUNTS`. */
  readonly added: readonly number[];
  /** Such a request in all. */
  readonly request: number;
  /** `Set.has` with the request's URL. */
  readonly setLookup: number;
  /** `new URL` of the request's URL. */
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
  const of = (candidate: string) => times[candidate] ?? [];
  return {
    added: RULE_COUNTS.map((count) =>
      medianOf(of(String(count)), of('request'), (all, unavoidable) => all - unavoidable),
    ),
    request: median(of('request')),
    setLookup: median(of('setLookup')),
    newUrl: median(of('newUrl')),
  };
}

const passOn: HttpInterceptorFn = (request, next) => next(request);

/** What no interceptor can do without: adding the header, or passing the request on. */
const unavoidable: Readonly<Record<UrlKind, HttpInterceptorFn>> = {
  matching: (request, next) => next(request.clone({ setHeaders: { Authorization: 'Bearer a-token' } })),
  foreign: passOn,
  relative: passOn,
};

/** In an app of its own, as some libraries keep all they know in an app's root. */
async function clientWith(providers: readonly (Provider | EnvironmentProviders)[]): Promise<HttpClient> {
  const app = await createApplication({ providers: [...providers, { provide: HttpBackend, useValue: backend }] });
  return app.injector.get(HttpClient);
}

function sending(client: HttpClient, urls: readonly string[]): Repeat {
  return doing(urls, (url) => client.get(url).subscribe());
}

/** No URL comes twice in a round, as nothing is gained in an app by remembering the last one. */
function doing(urls: readonly string[], act: (url: string) => unknown): Repeat {
  return (times) => {
    for (let i = 0; i < times; i++) act(urls[i] ?? '');
  };
}
